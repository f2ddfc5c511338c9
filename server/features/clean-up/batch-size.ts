/** How many rows at once, so that nobody waits for them? */

/** Rows; what the first batch takes. */
export const firstBatch = 20
const mostRows = 1000

/** @param took milliseconds of the last batch, to the disk and back @param aim milliseconds a batch may take */
export function nextBatch(rows: number, { took, aim }: { took: number; aim: number }): number {
  const fitting = Math.floor((rows * aim) / Math.max(took, aim / 10))
  // Growing slowly: the next rows may lie further apart than the last ones.
  const next = fitting > rows ? Math.ceil(rows * 1.25) : fitting
  return Math.min(mostRows, Math.max(1, next))
}
