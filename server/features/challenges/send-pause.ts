/** When a code may be sent again. */
import { isFromFuture } from '../../base/clock-skew.ts'
import { later } from '../../base/duration.ts'
import { sendPause } from '../limits/limits-table.ts'

/** At once where the clock has jumped back since: nobody waits an hour for a code. */
export function sendableFrom(lastSentAt: Date, now: Date): Date {
  return isFromFuture(lastSentAt, now) ? now : later(lastSentAt, sendPause)
}
