import { closeSync, fsyncSync, openSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { day } from '../server/base/duration.ts'
import { terms } from '../server/features/clean-up/terms.ts'
import { systemRandom } from '../server/tools/random.ts'
import { rowsOf } from '../tests/store/rows-to-clean.ts'

/** Of a hundred expired rows so many each. */
const shares = { sign_ins: 30, sessions: 30, challenges: 20, messages: 10, links: 10 }
/** Spread over so long a time, as an office leaves them behind. */
const span = 300 * day

/** Lays so many expired rows into the database of a stopped server, in seconds: nothing is written safely meanwhile. */
export function fillExpired(path: string, rows: number): void {
  const database = new DatabaseSync(path)
  database.exec(
    'pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -800000; pragma temp_store = memory',
  )
  for (const [table, share] of Object.entries(shares) as [keyof typeof shares, number][])
    database.exec(insertion(table, Math.round((rows * share) / 100)))
  database.exec('pragma journal_mode = wal')
  database.close()
  // What the system still has to write would come between whatever is measured next.
  const file = openSync(path, 'r+')
  fsyncSync(file)
  closeSync(file)
}

/** Every row is like one of those that the tests clean up, with ids and hashes of its own. */
function insertion(table: keyof typeof shares, rows: number): string {
  const { row } = rowsOf[table](new Date(Date.now() - day), systemRandom.bytes(10))
  const { column } = terms.find((term) => term.table === table)!
  const values = Object.entries(row).map(([name, value]) => expression(name, value, column))
  return `with recursive counted(n) as (select 1 union all select n + 1 from counted where n < ${rows})
    insert into ${table} (${Object.keys(row).join(', ')}) select ${values.join(', ')} from counted`
}

function expression(name: string, value: unknown, termColumn: string): string {
  if (value === null) return 'null'
  if (name === 'id' || name === 'sign_in_id')
    return `'${String(value).slice(0, 4)}' || lower(hex(randomblob(13)))`
  if (name.endsWith('_hash')) return 'lower(hex(randomblob(21)))'
  if (name === 'person_id') return '(select id from people limit 1)'
  if (name === 'organization_id') return '(select id from organizations limit 1)'
  if (name === termColumn) return `${value} - abs(random() % ${span})`
  return typeof value === 'number' ? String(value) : `'${value}'`
}
