import { CompiledQuery } from 'kysely'
import { engineOf } from '../engine.ts'
import type { Database } from '../tables.ts'
import type { MovedTable } from './moved-tables.ts'
import type { Row } from './row-text.ts'

/** Both engines take this many values in one statement; SQLite is the narrower one. */
const mostValues = 30_000
const mostRows = 500

/** Writes rows as they are. Text by hand: building a query of ten thousand values takes longer than running it. */
export async function insertRows(
  database: Database,
  { name, columns }: Pick<MovedTable, 'name' | 'columns'>,
  rows: readonly Row[],
): Promise<void> {
  const atOnce = Math.min(mostRows, Math.floor(mostValues / columns.length))
  for (let at = 0; at < rows.length; at += atOnce) {
    const some = rows.slice(at, at + atOnce)
    const text = insertText(engineOf(database), name, columns, some.length)
    await database.executeQuery(CompiledQuery.raw(text, some.flat()))
  }
}

function insertText(engine: string, name: string, columns: readonly string[], rows: number): string {
  const place = (at: number) => (engine === 'sqlite' ? '?' : `$${at + 1}`)
  const row = (at: number) =>
    `(${columns.map((_, column) => place(at * columns.length + column)).join(', ')})`
  const quoted = (word: string) => `"${word.replaceAll('"', '""')}"`
  const values = Array.from({ length: rows }, (_, at) => row(at)).join(', ')
  return `insert into ${quoted(name)} (${columns.map(quoted).join(', ')}) values ${values}`
}
