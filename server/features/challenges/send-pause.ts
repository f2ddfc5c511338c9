/** When a code may be sent again. */
import { isFromFuture } from '../../base/clock-skew.ts'
import { later, second } from '../../base/duration.ts'

/** Two sendings of one challenge lie at least so far apart. */
const sendPauseSeconds = 15

/** At once where the clock has jumped back since: nobody waits an hour for a code. */
export function sendableFrom(lastSentAt: Date, now: Date): Date {
  return isFromFuture(lastSentAt, now) ? now : later(lastSentAt, sendPauseSeconds * second)
}
