import type { RowSum } from './row-text.ts'
import { countRows, type Snapshot, sumTable } from './snapshot.ts'
import type { Watch } from './watch.ts'

export interface TableSum extends RowSum {
  table: string
}

/** What a snapshot holds, table by table. */
export async function tableSums(
  { database, tables }: Snapshot,
  side: 'source' | 'copy',
  watch: Watch,
): Promise<TableSum[]> {
  const sums: TableSum[] = []
  for (const table of tables) {
    const total = await countRows(database, table)
    const tick = (done: number) => watch({ act: `checking ${side}`, table: table.name, done, total })
    tick(0)
    sums.push({ table: table.name, ...(await sumTable(database, table, tick)) })
  }
  return sums
}
