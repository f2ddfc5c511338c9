/** Lengths of time in milliseconds, and whole counts of them. */
export const second = 1000
export const minute = 60 * second
export const hour = 60 * minute
export const day = 24 * hour

export function later(at: Date, milliseconds: number): Date {
  return new Date(at.getTime() + milliseconds)
}

/** Whole days gone between two moments, never negative; a day is 24 hours. */
export function daysBetween(from: Date, to: Date): number {
  return Math.max(0, Math.floor((to.getTime() - from.getTime()) / day))
}

/** Whole seconds until a moment, at least 1, for `Retry-After`. */
export function secondsUntil(until: Date, now: Date): number {
  return Math.max(1, Math.ceil((until.getTime() - now.getTime()) / second))
}
