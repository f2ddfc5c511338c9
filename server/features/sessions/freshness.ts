/** Until when a session may change what is sensitive without proving anew that it is the person. */
import type { Actor } from '../../base/actor.ts'
import { isFromFuture } from '../../base/clock-skew.ts'
import { later, minute } from '../../base/duration.ts'
import { Problem } from '../../base/problem.ts'

const freshMinutes = 10

/** Null where nothing was proved lately, or by a clock that was ahead. */
export function freshUntil({ freshAt }: { freshAt: Date | null }, now: Date): Date | null {
  if (freshAt === null || isFromFuture(freshAt, now)) return null
  const until = later(freshAt, freshMinutes * minute)
  return until > now ? until : null
}

export function isFresh(session: { freshAt: Date | null }, now: Date): boolean {
  return freshUntil(session, now) !== null
}

/** Whoever weakens somebody proves first that it is them; whoever works on the server need not (T4). Throws `fresh-proof-needed`. */
export function requireFresh({ by, freshAt }: { by: Actor; freshAt: Date | null }, now: Date): void {
  if (by.kind === 'person' && !isFresh({ freshAt }, now)) throw new Problem('fresh-proof-needed')
}
