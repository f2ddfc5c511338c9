import { sql } from 'kysely'
import { type Engine, engineOf } from '../engine.ts'
import type { Database } from '../tables.ts'
import { type MovedTable, movedTables, schemaOf } from './moved-tables.ts'
import { type Row, type RowSum, rowSummer, rowText } from './row-text.ts'

/** Everything a database held at one moment, whatever is written meanwhile. */
export interface Snapshot {
  engine: Engine
  /** The newest migration; null where there is no Doorward. */
  schema: string | null
  tables: readonly MovedTable[]
  database: Database
}

const rowsAtOnce = 1000

/** One transaction that only reads and keeps nobody from writing. */
const beginReading: Record<Engine, string> = {
  sqlite: 'begin deferred',
  postgresql: 'begin isolation level repeatable read read only',
}

/** Takes one connection of `database` for as long as `work` lasts. */
export async function withSnapshot<Result>(
  database: Database,
  work: (snapshot: Snapshot) => Promise<Result>,
): Promise<Result> {
  return database.connection().execute(async (connection) => {
    const engine = engineOf(connection)
    await sql.raw(beginReading[engine]).execute(connection)
    try {
      const [schema, tables] = [await schemaOf(connection), await movedTables(connection)]
      return await work({ engine, schema, tables, database: connection })
    } finally {
      // Where the connection was lost there is nothing left to end, and the first fault is the one to tell.
      await sql`rollback`.execute(connection).catch(() => {})
    }
  })
}

/** All rows in the order of the primary key, from the first or from the one after `after`; each batch is one look into the index. */
export async function* batches(
  database: Database,
  { name, key, columns }: MovedTable,
  after: Row | null = null,
): AsyncGenerator<Row[]> {
  const list = (names: readonly string[]) => sql.join(names.map((one) => sql.ref(one)))
  const places = key.map((one) => columns.indexOf(one))
  let last = after
  while (true) {
    const from = last ? sql`where (${list(key)}) > (${sql.join(last)})` : sql``
    const { rows } = await sql<Record<string, never>>`select ${list(columns)} from ${sql.table(name)}
      ${from} order by ${list(key)} limit ${sql.lit(rowsAtOnce)}`.execute(database)
    const batch: Row[] = rows.map((row) => columns.map((column) => row[column]!))
    if (batch.length > 0) yield batch
    if (batch.length < rowsAtOnce) return
    last = places.map((place) => batch.at(-1)![place]!)
  }
}

export async function countRows(database: Database, { name }: Pick<MovedTable, 'name'>): Promise<number> {
  const { count } = await database
    .selectFrom(name)
    .select((row) => row.fn.countAll<number | string>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** @param tick called with the rows looked at so far */
export async function sumTable(
  database: Database,
  table: MovedTable,
  tick: (rows: number) => void = () => {},
): Promise<RowSum> {
  const summer = rowSummer()
  for await (const batch of batches(database, table)) {
    for (const row of batch) summer.add(rowText(row))
    tick(summer.total().rows)
  }
  return summer.total()
}
