import { sql, type Transaction } from 'kysely'
import { engineOf } from '../engine.ts'
import { isForeignKeyViolation } from '../foreign-key-violation.ts'
import { bringUpToDate, history } from '../migrate.ts'
import type { CopyProgressRow, Database, Tables } from '../tables.ts'
import { insertRows } from './insert-rows.ts'
import { hasUnfinishedCopy, holdsData, holdsDataAlone, type MovedTable, movedTables } from './moved-tables.ts'
import { type Row, readRow, rowText } from './row-text.ts'
import { RowsFault } from './rows-fault.ts'
import { batches, countRows, type Snapshot, withSnapshot } from './snapshot.ts'
import { type TableSum, tableSums } from './table-sums.ts'
import type { Watch } from './watch.ts'

interface Sides {
  from: Database
  to: Database
}

interface Settings {
  /** Empties an unfinished copy in the target first. */
  startOver: boolean
  watch: Watch
}

const startOverWords = 'Stop the server that uses the source, and begin anew with --start-over.'

/**
 * Copies everything. The target holds nothing, or an unfinished copy of this source, which goes on where it stopped: a batch
 * and the note of it are one transaction. At the end both sides are read anew and compared, the source as it stands then, so
 * whatever was written there meanwhile is found. Throws `RowsFault`.
 */
export async function copyDatabase({ from, to }: Sides, { startOver, watch }: Settings): Promise<TableSum[]> {
  const isUnfinished = await hasUnfinishedCopy(to)
  if (!isUnfinished && (await holdsData(to)))
    throw new RowsFault('The target holds data already. Nothing was changed. Copy into an empty database.')
  await withSnapshot(from, async (source) => {
    const totals = await checkedTotals(source)
    await bringUpToDate(to)
    if (isUnfinished && !startOver) await refuseAnother(to, source, totals)
    else await begin(to, totals, isUnfinished)
    for (const table of source.tables) await copyTable({ from: source.database, to }, table, watch)
  })
  return finish({ from, to }, watch)
}

function underWay(): RowsFault {
  return new RowsFault(
    'Another copy into this database was begun meanwhile. Look at it before you begin one.',
  )
}

type Totals = ReadonlyMap<string, number>

async function checkedTotals({ database, schema, tables }: Snapshot): Promise<Totals> {
  const newest = Object.keys(history).at(-1)!
  if (schema === null || !(await holdsData(database)))
    throw new RowsFault('There is nothing to copy: the source holds no organization.')
  if (schema !== newest)
    throw new RowsFault(
      schema < newest
        ? `The source has the older shape ${schema}. Start this version of the server on it once, stop it, and copy then.`
        : `The source has the newer shape ${schema}, which this version does not know. Copy with the version it belongs to.`,
    )
  const totals = new Map<string, number>()
  for (const table of tables) totals.set(table.name, await countRows(database, table))
  return totals
}

/**
 * Where the server was started on the empty target, it may hold a link of its first run. Of two copies at once the second
 * finds here what the first has begun, or finished.
 */
async function begin(to: Database, totals: Totals, isUnfinished: boolean): Promise<void> {
  await to.transaction().execute(async (to) => {
    const holdsMore = await holdsDataAlone(to)
    if (!isUnfinished && (holdsMore || (await hasUnfinishedCopy(to)))) throw underWay()
    for (const { name } of (await movedTables(to)).reverse()) await to.deleteFrom(name).execute()
    await to.deleteFrom('copy_progress').execute()
    const fresh = { copied: 0, last_key: null }
    for (const [table_name, total] of totals)
      await to
        .insertInto('copy_progress')
        .values({ table_name, total, ...fresh })
        .execute()
  })
}

/** The rows copied last are in this source, and it holds as much as it did: then it is the one. */
async function refuseAnother(to: Database, source: Snapshot, totals: Totals): Promise<void> {
  for (const row of await to.selectFrom('copy_progress').selectAll().execute()) {
    const table = source.tables.find(({ name }) => name === row.table_name)
    const total = totals.get(row.table_name)
    if (table && total === row.total && (await isThere(source.database, table, row))) continue
    throw new RowsFault(
      `The target holds an unfinished copy of another database, or the source has changed since it began: ${row.table_name} had ${row.total} rows then, and has ${total ?? 0} now. Nothing was changed. ${startOverWords}`,
    )
  }
}

async function isThere(
  source: Database,
  { name, key }: MovedTable,
  { last_key }: CopyProgressRow,
): Promise<boolean> {
  if (last_key === null) return true
  const isKey = sql.join(
    readRow(last_key).map((value, at) => sql`${sql.ref(key[at]!)} = ${value}`),
    sql` and `,
  )
  const { rows } = await sql`select 1 from ${sql.table(name)} where ${isKey}`.execute(source)
  return rows.length === 1
}

async function copyTable({ from, to }: Sides, table: MovedTable, watch: Watch): Promise<void> {
  const progress = await to
    .selectFrom('copy_progress')
    .selectAll()
    .where('table_name', '=', table.name)
    .executeTakeFirstOrThrow()
  let { copied } = progress
  const tell = () => watch({ act: 'copying', table: table.name, done: copied, total: progress.total })
  tell()
  const after = progress.last_key === null ? null : readRow(progress.last_key)
  for await (const rows of batches(from, table, after)) {
    await to
      .transaction()
      .execute((to) => copyBatch(to, table, { copied, rows }))
      .catch((error: unknown) => {
        throw isForeignKeyViolation(error) ? changedMeanwhile(table) : error
      })
    copied += rows.length
    tell()
  }
}

/** Of two copies into one database at once, the one whose UPDATE finds the note unmoved goes on. */
async function copyBatch(
  to: Transaction<Tables>,
  table: MovedTable,
  { copied, rows }: { copied: number; rows: readonly Row[] },
): Promise<void> {
  const last = table.key.map((column) => rows.at(-1)![table.columns.indexOf(column)]!)
  const { numUpdatedRows } = await to
    .updateTable('copy_progress')
    .set({ copied: copied + rows.length, last_key: rowText(last) })
    .where('table_name', '=', table.name)
    .where('copied', '=', copied)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw underWay()
  await insertRows(to, table, rows)
}

/** A row names one that was not there when its table was copied. */
function changedMeanwhile({ name }: MovedTable): RowsFault {
  return new RowsFault(
    `The source has changed since the copy began: a row of ${name} belongs to one that was not copied. ${startOverWords}`,
  )
}

async function finish({ from, to }: Sides, watch: Watch): Promise<TableSum[]> {
  const source = await withSnapshot(from, (snapshot) => tableSums(snapshot, 'source', watch))
  const target = await withSnapshot(to, (snapshot) => tableSums(snapshot, 'copy', watch))
  const other = source.find((sum, at) => !isSameTable(sum, target[at]))
  if (other) {
    const here = target.find(({ table }) => table === other.table)
    throw new RowsFault(
      `The copy is not the same as the source: ${other.table} holds ${other.rows} rows there and ${here?.rows ?? 0} here. The source was written to while it was copied. The copy cannot be used as it is. ${startOverWords}`,
    )
  }
  await to.deleteFrom('copy_progress').execute()
  // Without it PostgreSQL plans its first queries as if everything were empty.
  if (engineOf(to) === 'postgresql') await sql`analyze`.execute(to)
  return target
}

function isSameTable(left: TableSum, right: TableSum | undefined): boolean {
  return left.table === right?.table && left.rows === right.rows && left.sum === right.sum
}
