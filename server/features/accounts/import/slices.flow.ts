import { setImmediate as turn } from 'node:timers/promises'

/** So many lines are read, or people added, before others get their turn: some twenty milliseconds on SQLite. */
export const linesAtOnce = 20

/** One slice after the other; between two of them whatever else waits is answered. */
export async function* inSlices<Item>(items: readonly Item[]): AsyncGenerator<readonly Item[]> {
  for (let at = 0; at < items.length; at += linesAtOnce) {
    yield items.slice(at, at + linesAtOnce)
    await turn()
  }
}
