/** Until when a session may change what is sensitive without proving anew that it is the person. */
import { later, minute } from '../../base/duration.ts'

const freshMinutes = 10

/** Null where nothing was proved lately. */
export function freshUntil({ freshAt }: { freshAt: Date | null }, now: Date): Date | null {
  if (freshAt === null) return null
  const until = later(freshAt, freshMinutes * minute)
  return until > now ? until : null
}

export function isFresh(session: { freshAt: Date | null }, now: Date): boolean {
  return freshUntil(session, now) !== null
}
