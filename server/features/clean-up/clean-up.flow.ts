import { type Checkpointer, openCheckpointer } from '../../tools/database/checkpointer.ts'
import { engineOf } from '../../tools/database/engine.ts'
import type { World } from '../../tools/world.ts'
import { firstBatch, nextBatch } from './batch-size.ts'
import { deleteExpired, deleteUnused } from './expired-rows.store.ts'
import { terms, unused } from './terms.ts'

/** Milliseconds of a batch. SQLite works on the thread that answers: nobody may wait for long. */
const aims = { sqlite: 4, postgresql: 50 }

export interface Sweep {
  /** Between two batches. @param took milliseconds of the last one */
  rest(took: number): Promise<void>
  isStopped(): boolean
  /** Connections and machines too: they are walked, not found. */
  withUnused: boolean
}

/** Deletes what is over, a little at a time, and tells how much by table. Throws where the database does. */
export async function cleanUp(world: World, sweep: Sweep): Promise<Record<string, number>> {
  const checkpointer = await openCheckpointer(world.database)
  try {
    return await cleanTables(world, sweep, checkpointer)
  } finally {
    await checkpointer.close()
  }
}

async function cleanTables(world: World, sweep: Sweep, checkpointer: Checkpointer) {
  const deleted: Record<string, number> = {}
  const note = (table: string, rows: number) => {
    if (rows === 0) return
    deleted[table] = (deleted[table] ?? 0) + rows
    world.happened('rows-cleaned-up', { table, rows })
  }
  const pace = paceOf(world, sweep, checkpointer)
  for (const term of terms)
    await pace(async (most) => {
      const rows = await deleteExpired(world, term, most)
      note(term.table, rows)
      return rows === most
    })
  for (const one of sweep.withUnused ? unused : []) {
    let after = ''
    await pace(async (most) => {
      const walked = await deleteUnused(world, one, { after, most })
      note(one.table, walked.deleted)
      after = walked.last ?? after
      return walked.last !== null
    })
  }
  return deleted
}

/** Runs a batch again and again while it answers that there is more. */
function paceOf(world: World, { rest, isStopped }: Sweep, checkpointer: Checkpointer) {
  const aim = aims[engineOf(world.database)]
  return async (batch: (most: number) => Promise<boolean>): Promise<void> => {
    let most = firstBatch
    for (let isMore = true; isMore && !isStopped(); ) {
      const began = performance.now()
      isMore = await batch(most)
      const took = performance.now() - began
      most = nextBatch(most, { took, aim })
      if (!isMore) return
      await checkpointer.run()
      await rest(took)
    }
  }
}
