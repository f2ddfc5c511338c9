/** Was this written by a clock that is ahead of ours by more than clocks of nodes may differ, so that it cannot be believed? */
import { later, minute } from './duration.ts'

/** Clocks of nodes may differ by a minute; a minute code and its step lie within another. */
export const toleratedSkew = 2 * minute

/** The newest time that is believed. */
export function newestBelieved(now: Date): Date {
  return later(now, toleratedSkew)
}

/** A clock has jumped back since: what was written under the wrong time would live too long. */
export function isFromFuture(at: Date, now: Date): boolean {
  return at > newestBelieved(now)
}
