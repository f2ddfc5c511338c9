/** Which page of a long list was asked for. */
import { type PageCursor, readCursor } from './page-cursor.ts'
import { Problem } from './problem.ts'

export interface AskedPage {
  after?: string | undefined
  limit?: string | undefined
}

export interface Page {
  after: PageCursor | undefined
  limit: number
}

/** Throws `invalid-field` for a place no page of ours has named. */
export function readPage({ after, limit }: AskedPage): Page {
  const place = after === undefined ? undefined : readCursor(after)
  if (after !== undefined && !place)
    throw new Problem('invalid-field', { fields: { after: 'This is no place in the list.' } })
  return { after: place, limit: Number(limit ?? 50) }
}
