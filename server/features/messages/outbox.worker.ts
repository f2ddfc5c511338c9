import { type Channel, channels } from '../../../contract/words.ts'
import { second } from '../../base/duration.ts'
import type { World } from '../../tools/world.ts'
import { type ClaimedMessage, claimMessages, hasWaitingMessages } from './messages.store.ts'
import { type Post, sendMessage } from './send-message.flow.ts'

export interface Outbox {
  /** Look now: something was committed, on this channel or, without one, on any. */
  wake(channel?: Channel): void
  /** The last look at the database succeeded on every channel. */
  isMoving(): boolean
  /** Sends what was committed last, as far as there is room at once, and waits for what is under way. */
  stop(): Promise<void>
}

/** At once, on each channel: slow mail never holds up text messages. */
const atOnce = 8
/** Far less than a claim lasts. */
const claimEvery = 30 * second
const shortestPause = second
/** So long at most does a message wait that a dead node committed and did not take. */
const longestPause = 5 * second

/**
 * Sends what was committed to the outbox. Every message goes out at least once, and normally exactly once: a node claims a
 * row before it sends, and the claim lapses after two minutes, so that what a dead node had claimed is sent by another.
 * A message goes out twice only where a node died, or lost the database, between sending it and saying so, or where the
 * other side did not say whether it took it.
 */
export function startOutbox(world: World, post: Pick<Post, 'senders' | 'mailFrom'> & Partial<Post>): Outbox {
  const send = (message: ClaimedMessage) => sendMessage(world, { claimEvery, ...post }, message)
  const lanes = new Map(channels.map((channel) => [channel, startLane(world, channel, send)]))
  const all = [...lanes.values()]
  return {
    wake: (channel) => {
      for (const lane of channel ? [lanes.get(channel)!] : all) lane.wake()
    },
    isMoving: () => all.every((lane) => lane.isMoving()),
    stop: async () => void (await Promise.all(all.map((lane) => lane.stop()))),
  }
}

/** One channel: looks when woken, every second while something waits, and ever more rarely while nothing does. */
function startLane(world: World, channel: Channel, send: (message: ClaimedMessage) => Promise<void>): Outbox {
  const underWay = new Set<Promise<void>>()
  let looking: Promise<void> | undefined
  let lookAgain = false
  /** All places were taken: more may be due than was claimed. */
  let isFull = false
  let stopped = false
  let moving = true
  let pause = shortestPause
  let timer: NodeJS.Timeout | undefined

  function wake(): void {
    if (stopped) return
    lookAgain = true
    clearTimeout(timer)
    looking ??= lookUntilQuiet().finally(() => {
      looking = undefined
      // Woken between the last look and here: nobody else would look again for it.
      if (lookAgain) wake()
      else if (!stopped) timer = setTimeout(wake, pause)
    })
  }

  async function lookUntilQuiet(): Promise<void> {
    while (lookAgain && !stopped) {
      lookAgain = false
      try {
        const isBusy = await look()
        pause = isBusy ? shortestPause : Math.min(pause * 2, longestPause)
        moving = true
      } catch (error) {
        world.log.error({ channel, error: (error as Error).message }, 'the outbox could not be read')
        pause = Math.min(pause * 2, longestPause)
        moving = false
      }
    }
  }

  /** Claims as much as there is room for. Answers whether anything is left to wait for. */
  async function look(): Promise<boolean> {
    const room = atOnce - underWay.size
    isFull = room === 0
    if (isFull) return true
    const claimed = await claimMessages(world, channel, room)
    isFull = claimed.length === room
    for (const message of claimed) begin(message)
    return claimed.length > 0 || (await hasWaitingMessages(world, channel))
  }

  function begin(message: ClaimedMessage): void {
    const sending = send(message)
      // The claim lapses and the message is tried again; a promise nobody hears would end the process.
      .catch((error) =>
        world.log.error({ message: message.id, error: (error as Error).message }, 'a message got stuck'),
      )
      .finally(() => {
        underWay.delete(sending)
        if (isFull) wake()
      })
    underWay.add(sending)
  }

  wake()
  return {
    wake,
    isMoving: () => moving && !stopped,
    async stop() {
      stopped = true
      clearTimeout(timer)
      await looking
      clearTimeout(timer)
      // No other node was woken for what the last requests here committed; of it codes come first.
      await look().catch(() => undefined)
      await Promise.all(underWay)
    },
  }
}
