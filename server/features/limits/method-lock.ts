/** How long a method stays locked after wrong codes in a row (R5.9). */
import { minute } from '../../base/duration.ts'
import { countedLimits } from './limits-table.ts'

const { codesUntilLock, codesUntilDisabled } = countedLimits
export const wrongCodesUntilLock = codesUntilLock.most
export const wrongCodesUntilDisabled = codesUntilDisabled.most

/** Milliseconds a method stays locked when the count of wrong codes in a row reaches `wrong`: 15 minutes at 10, then doubling at 20, 30 and 40. */
export function methodLock(wrong: number): number {
  if (wrong === 0 || wrong % wrongCodesUntilLock !== 0) return 0
  return 15 * minute * 2 ** (wrong / wrongCodesUntilLock - 1)
}

/** How many wrong codes in a row set the lock that holds at so many; 0 before the first. */
export function lockedAt(wrong: number): number {
  return Math.min(wrong - (wrong % wrongCodesUntilLock), wrongCodesUntilDisabled - wrongCodesUntilLock)
}
