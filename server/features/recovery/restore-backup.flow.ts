import { holdsDataAlone } from '../../tools/database/rows/moved-tables.ts'
import type { Backup } from '../../tools/database/rows/open-backup.ts'
import { restoreRows } from '../../tools/database/rows/restore-rows.ts'
import { RowsFault } from '../../tools/database/rows/rows-fault.ts'
import type { Watch } from '../../tools/database/rows/watch.ts'
import { transaction } from '../../tools/transaction.ts'
import type { World } from '../../tools/world.ts'
import { beginEpochAfterRestore } from './begin-epoch.flow.ts'
import { presentEpoch } from './one-time.store.ts'

export interface RestoreBackup {
  backup: Backup
  /** What is in the database may be lost. */
  replace: boolean
  watch: Watch
}

/** All of it or nothing: the rows come back, and what was one-time among them has ended before anybody sees it. Throws `RowsFault`. */
export async function restoreBackup(
  world: World,
  { backup, replace, watch }: RestoreBackup,
): Promise<{ rows: number; epoch: number }> {
  return transaction(world, async (world) => {
    if ((await holdsDataAlone(world.database)) && !replace)
      throw new RowsFault(
        'The database holds data already. Nothing was changed. Add --replace to lose it and restore.',
      )
    const earlier = await presentEpoch(world)
    const rows = await restoreRows(world.database, backup, watch)
    const epoch = await beginEpochAfterRestore(world, { earlier, madeAt: backup.header.madeAt })
    return { rows, epoch }
  })
}
