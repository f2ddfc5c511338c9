import { setTimeout as pause } from 'node:timers/promises'
import { later } from '../../base/duration.ts'
import { DeliveryFault } from '../../tools/delivery-fault.ts'
import type { MailSender } from '../../tools/mail/mail-sender.ts'
import type { TextSender } from '../../tools/sms/text-provider.ts'
import type { World } from '../../tools/world.ts'
import { maskRecipient } from './mask.ts'
import {
  type ClaimedMessage,
  contentOf,
  lengthenClaim,
  type MessageContent,
  markDropped,
  markFailed,
  markForRetry,
  markSent,
} from './messages.store.ts'
import { retryDelay } from './retry-delay.ts'

/** Ways out of the house; a channel without one keeps its messages waiting. */
export interface Senders {
  email?: MailSender
  text?: TextSender
}

/** How mail and text messages leave. */
export interface Post {
  senders: Senders
  /** The bare address all mail comes from; the name beside it is the organization's. */
  mailFrom: string
  /** Milliseconds after which the claim on a message that is still under way is made longer. */
  claimEvery: number
}

/** One try at one claimed message, and what became of it. Never throws for a fault of delivery. */
export async function sendMessage(world: World, post: Post, message: ClaimedMessage): Promise<void> {
  const now = world.clock.now()
  if (message.dropAt && message.dropAt <= now) {
    await markDropped(world, message)
    return tell(world, message, 'dropped')
  }
  const taken = await whileClaiming(
    world,
    { message, claimEvery: post.claimEvery },
    attempt(world, post, message),
  )
  if (taken instanceof DeliveryFault) return settleFault(world, message, taken)
  await saySent(world, message, taken)
  tell(world, message, 'sent')
}

/** Never beside the finishing, which asks for the claim as it was made last. */
async function whileClaiming<Outcome>(
  world: World,
  { message, claimEvery }: { message: ClaimedMessage; claimEvery: number },
  trying: Promise<Outcome>,
): Promise<Outcome> {
  const done = trying.then((outcome) => ({ outcome }))
  for (;;) {
    const ended = new AbortController()
    const { signal } = ended
    const first = await Promise.race([done, pause(claimEvery, null, { signal }).catch(() => null)])
    ended.abort()
    if (first) return first.outcome
    await lengthenClaim(world, message).catch((error) =>
      world.log.warn({ message: message.id, error: (error as Error).message }, 'a claim was not made longer'),
    )
  }
}

/** Milliseconds between two tries to say that a message left; together far less than its claim lasts. */
const sayingPauses = [100, 200, 400, 800, 1_600, 3_200, 6_400, 12_800]

/** What left must not leave again: a database that fails for a moment is told later. */
async function saySent(world: World, message: ClaimedMessage, note: string | null): Promise<void> {
  for (const milliseconds of sayingPauses) {
    try {
      return await markSent(world, message, note)
    } catch (error) {
      const line = { message: message.id, error: (error as Error).message }
      world.log.warn(line, 'that a message left is not written down yet')
      await pause(milliseconds)
    }
  }
  await markSent(world, message, note)
}

async function settleFault(world: World, message: ClaimedMessage, fault: DeliveryFault): Promise<void> {
  const wait = fault.permanent ? null : retryDelay(message.tries, fault.isUncertain)
  if (wait === null) {
    await markFailed(world, message, fault.reason)
    return tell(world, message, 'failed', fault)
  }
  const next = later(world.clock.now(), wait)
  // A code is looked at again when it dies at the latest, so that it does not stay in the database for the pause.
  await markForRetry(
    world,
    message,
    fault.reason,
    message.dropAt && message.dropAt < next ? message.dropAt : next,
  )
  tell(world, message, 'waiting', fault)
}

/** What is worth keeping of a message that was taken, such as by whom; null for nothing. */
async function attempt(
  world: World,
  post: Post,
  message: ClaimedMessage,
): Promise<DeliveryFault | string | null> {
  const content = openContent(world, message)
  if (!content) return new DeliveryFault(true, 'The message was sealed with a key that is not here any more.')
  try {
    return await handOver(world, post, { ...message, ...content })
  } catch (error) {
    if (error instanceof DeliveryFault) return error
    // The text of an unexpected error may hold anything; its name and place do not.
    world.log.error({ message: message.id, error: (error as Error).name }, 'a sender failed unexpectedly')
    return new DeliveryFault(false, 'Something unexpected went wrong while sending.')
  }
}

function openContent(world: World, message: ClaimedMessage): MessageContent | null {
  try {
    return contentOf(world, message)
  } catch {
    return null
  }
}

async function handOver(
  world: World,
  { senders, mailFrom }: Post,
  { id, channel, recipient, dropAt, subject = '', text = '', html = '', fromName = '' }: Leaving,
): Promise<string | null> {
  const sender = senders[channel]
  if (!sender)
    throw new DeliveryFault(
      false,
      `No way to send ${channel === 'email' ? 'e-mail' : 'text messages'} is set up.`,
    )
  if (channel === 'text') return senders.text!.send({ to: recipient, text })
  const from = { name: fromName, address: mailFrom }
  const life = dropAt ? dropAt.getTime() - world.clock.now().getTime() : undefined
  await senders.email!.send({ id, from, to: recipient, subject, text, html }, life)
  return null
}

type Leaving = ClaimedMessage & MessageContent

/** Neither the content nor the whole address is told. */
function tell(world: World, message: ClaimedMessage, state: string, fault?: DeliveryFault): void {
  const { id, channel, kind, tries, recipient } = message
  world.happened(`message-${state}`, { channel, kind })
  const line = { message: id, channel, kind, tries, to: maskRecipient(channel, recipient), state }
  if (fault) world.log.warn({ ...line, reason: fault.reason }, `message ${state}`)
  else world.log.info(line, `message ${state}`)
}
