/** How long does a message wait after a try that failed, and when is it given up? */
import { hour, minute, second } from '../../base/duration.ts'

/** They grow, so that a short fault delays a code by seconds and a weekend without a mail server loses no notice. */
const pauses: readonly number[] = [
  5 * second,
  15 * second,
  minute,
  5 * minute,
  15 * minute,
  hour,
  3 * hour,
  6 * hour,
  12 * hour,
  24 * hour,
]

/** After a hand-over that was not answered: it may have been taken, and each further try may make another copy. */
const uncertainPauses: readonly number[] = [hour, 6 * hour, 24 * hour]

/** @param tries that have failed, 1 or more; milliseconds, or null when there is no further try */
export function retryDelay(tries: number, isUncertain = false): number | null {
  return (isUncertain ? uncertainPauses : pauses)[tries - 1] ?? null
}
