/** Until when a session may change what is sensitive without proving anew that it is the person. */
import { isFromFuture } from '../../base/clock-skew.ts'
import { later, minute } from '../../base/duration.ts'

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
