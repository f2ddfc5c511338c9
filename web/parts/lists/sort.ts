/** Decides the order of rows when somebody sorts a table by a column. */

export type Direction = 'ascending' | 'descending'

export interface Sorting<Key extends string> {
  by: Key
  direction: Direction
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/** Sorts by the text of a column, numbers by their size; equal rows keep their order. */
export function sorted<Row, Key extends string>(
  rows: readonly Row[],
  { by, direction }: Sorting<Key>,
  textOf: (row: Row, column: Key) => string,
): Row[] {
  const sign = direction === 'ascending' ? 1 : -1
  return rows.toSorted((a, b) => sign * collator.compare(textOf(a, by), textOf(b, by)))
}

/** Choosing the column again turns it round; another column begins from the top. */
export function nextSorting<Key extends string>(now: Sorting<Key> | null, by: Key): Sorting<Key> {
  const turn = now?.by === by && now.direction === 'ascending'
  return { by, direction: turn ? 'descending' : 'ascending' }
}
