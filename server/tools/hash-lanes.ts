/** Who waits behind whom for a password to be hashed. */
import { Problem } from '../base/problem.ts'

/** How full the queue is now, and how many were turned away since the start. */
export interface HashLoad {
  running: number
  waiting: number
  refused: number
}

interface Waiting {
  who: string | undefined
  go(): void
}

/** So many of one machine go before others; more of it wait among those that nobody knows. */
const mostOfOne = 4

/**
 * At most `atOnce` at a time, the next one handed over to lie ready, and `mostWaiting` waiting; beyond that `busy`. Those known
 * have a lane of their own, as long as the other: it is served first, and however many strangers wait, none stands in it.
 */
export function hashLanes({ atOnce, mostWaiting }: { atOnce: number; mostWaiting: number }) {
  let handedOver = 0
  let refused = 0
  const known: Waiting[] = []
  const strangers: Waiting[] = []
  function laneOf(who: string | undefined): Waiting[] {
    const isKnown = who !== undefined && known.filter((one) => one.who === who).length < mostOfOne
    return isKnown ? known : strangers
  }
  return {
    load(): HashLoad {
      const running = Math.min(handedOver, atOnce)
      return { running, waiting: handedOver - running + known.length + strangers.length, refused }
    },
    /** @param who a machine or session that somebody signed in with; absent for a stranger */
    async inTurn<Result>(work: () => Promise<Result>, who?: string): Promise<Result> {
      const lane = laneOf(who)
      // Of those handed over the last one waits.
      if (lane.length + Math.max(0, handedOver - atOnce) >= mostWaiting) {
        refused++
        throw new Problem('busy', { retryAfterSeconds: 2 })
      }
      if (handedOver > atOnce) await new Promise<void>((go) => lane.push({ who, go }))
      else handedOver++
      try {
        return await work()
      } finally {
        const next = known.shift() ?? strangers.shift()
        if (next) next.go()
        else handedOver--
      }
    },
  }
}
