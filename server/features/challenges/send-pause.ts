/** When a code may be sent again. */
import { later, second } from '../../base/duration.ts'

/** Two sendings of one challenge lie at least so far apart. */
const sendPauseSeconds = 15

export function sendableFrom(lastSentAt: Date): Date {
  return later(lastSentAt, sendPauseSeconds * second)
}
