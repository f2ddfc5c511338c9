/** Where the next page of a list begins that is ordered by a time and an id, both falling. */
export interface PageCursor {
  at: number
  id: string
}

export function cursorText({ at, id }: PageCursor): string {
  return `${at}.${id}`
}

/** The place a text names; undefined where it names none. */
export function readCursor(text: string): PageCursor | undefined {
  const found = /^(\d{1,15})\.([a-z]{3}_[0-9a-z]{26})$/.exec(text)
  return found ? { at: Number(found[1]), id: found[2]! } : undefined
}

/** One row more was read than a page holds: it tells that there is a next page, and is not shown. */
export function pageOf<Row>(
  rows: readonly Row[],
  limit: number,
  placeOf: (row: Row) => PageCursor,
): { rows: Row[]; next: string | null } {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { rows: shown, next: rows.length > limit && last ? cursorText(placeOf(last)) : null }
}
