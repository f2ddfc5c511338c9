import { z } from 'zod'
import { history } from '../migrate.ts'
import type { Database } from '../tables.ts'
import { insertRows } from './insert-rows.ts'
import { type MovedName, type MovedTable, movedNames, movedTables, unmovedNames } from './moved-tables.ts'
import type { Backup } from './open-backup.ts'
import { isSameSum, type Row, readRow } from './row-text.ts'
import { RowsFault } from './rows-fault.ts'
import { sumTable } from './snapshot.ts'
import type { Watch } from './watch.ts'

const beginning = z.object({ table: z.enum(movedNames), columns: z.array(z.string()) })
const ending = z.object({ end: z.enum(movedNames), rows: z.number(), sum: z.string() })

const rowsAtOnce = 500

/**
 * Puts what a backup holds in the place of what is in the database, within the caller's transaction: the tables are built as
 * they were when it was made, filled, compared with what it says of itself, and then brought to the newest shape.
 * Tells how many rows. Throws `RowsFault`.
 */
export async function restoreRows(database: Database, backup: Backup, watch: Watch): Promise<number> {
  const names = Object.keys(history)
  const newestThen = names.indexOf(backup.header.schema)
  for (const name of [...movedNames, ...unmovedNames].reverse())
    await database.schema.dropTable(name).ifExists().execute()
  for (const name of names.slice(0, newestThen + 1)) await history[name]!.up(database)
  const rows = await fill(database, backup, watch)
  for (const name of names.slice(newestThen + 1)) await history[name]!.up(database)
  return rows
}

async function fill(database: Database, backup: Backup, watch: Watch): Promise<number> {
  const tables = new Map((await movedTables(database)).map((table) => [table.name, table]))
  const filled = new Set<MovedName>()
  let open: Filling | undefined
  let rows = 0
  for await (const line of backup.lines()) {
    if (line.startsWith('[')) {
      if (!open) throw misshapen()
      await open.add(readRow(line))
    } else if (open) {
      rows += await open.end(ending.parse(JSON.parse(line)))
      filled.add(open.name)
      open = undefined
    } else open = beginTable(database, tables, beginning.parse(JSON.parse(line)), watch)
  }
  if (open || filled.size !== tables.size) throw misshapen()
  return rows
}

/** It bears our seal, so it was written like this: a fault of ours, and no reason to go on. */
function misshapen(): RowsFault {
  return new RowsFault('The backup does not hold what it says it holds. Nothing was changed.')
}

interface Filling {
  name: MovedName
  add(row: Row): Promise<void>
  end(said: z.infer<typeof ending>): Promise<number>
}

function beginTable(
  database: Database,
  tables: ReadonlyMap<MovedName, MovedTable>,
  { table: name, columns }: z.infer<typeof beginning>,
  watch: Watch,
): Filling {
  const table = tables.get(name)
  if (!table || table.columns.join() !== columns.join()) throw misshapen()
  let waiting: Row[] = []
  let done = 0
  async function write(): Promise<void> {
    await insertRows(database, table!, waiting)
    done += waiting.length
    waiting = []
    watch({ act: 'restoring', table: name, done, total: null })
  }
  return {
    name,
    async add(row) {
      if (row.length !== columns.length) throw misshapen()
      waiting.push(row)
      if (waiting.length === rowsAtOnce) await write()
    },
    async end({ end, ...said }) {
      await write()
      if (end !== name || !isSameSum(said, await sumTable(database, table))) throw misshapen()
      return said.rows
    },
  }
}
