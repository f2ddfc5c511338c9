/** How many rows at once, so that nobody waits for them? */

/** Rows; what the first batch takes. */
export const firstBatch = 20
const mostRows = 1000

/** @param took milliseconds of the last one @param aim milliseconds one may take */
export function nextBatch(rows: number, { took, aim }: { took: number; aim: number }): number {
  const fitting = Math.floor((rows * aim) / Math.max(took, aim / 10))
  // Up slowly, for the next rows may lie further apart; down by no more than half, for once may be chance.
  const next = Math.min(Math.ceil(rows * 1.25), Math.max(Math.ceil(rows / 2), fitting))
  return Math.min(mostRows, next)
}
