/** How long somebody must wait after wrong passwords and wrong codes (R5.9). */
import { minute, second } from '../../base/duration.ts'

const freeTries = { person: 5, address: 30 } as const
/** Nothing is paused longer; what says so was written by a clock that was ahead. */
export const longestPause = 60 * second

/** What a pause hangs on: one person on machines that are not known, or one network address. */
export type PauseKind = keyof typeof freeTries

/** Milliseconds until the next password may be tried, after so many wrong ones in a row; doubling up to a minute. */
export function passwordPause(kind: PauseKind, failures: number): number {
  const beyond = failures - freeTries[kind]
  return beyond < 0 ? 0 : Math.min(longestPause, 2 ** Math.min(beyond, 10) * second)
}

export const wrongCodesUntilLock = 10
export const wrongCodesUntilDisabled = 50

/** Milliseconds a method stays locked when the count of wrong codes in a row reaches `wrong`: 15 minutes at 10, then doubling at 20, 30 and 40. */
export function methodLock(wrong: number): number {
  if (wrong === 0 || wrong % wrongCodesUntilLock !== 0) return 0
  return 15 * minute * 2 ** (wrong / wrongCodesUntilLock - 1)
}

/** How many wrong codes in a row set the lock that holds at so many; 0 before the first. */
export function lockedAt(wrong: number): number {
  return Math.min(wrong - (wrong % wrongCodesUntilLock), wrongCodesUntilDisabled - wrongCodesUntilLock)
}
