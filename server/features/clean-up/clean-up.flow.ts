import { type Checkpointer, openCheckpointer } from '../../tools/database/checkpointer.ts'
import { engineOf } from '../../tools/database/engine.ts'
import { transaction } from '../../tools/transaction.ts'
import type { World } from '../../tools/world.ts'
import { emptyDeadMessages } from '../messages/messages.store.ts'
import { firstBatch, nextBatch } from './batch-size.ts'
import { deleteExpired, deleteUnused } from './expired-rows.store.ts'
import { type Term, terms, type Unused, unused } from './terms.ts'

/**
 * Milliseconds that the deleting in a batch may take; writing it to the disk comes on top, as for every request. SQLite
 * works on the thread that answers: nobody may wait for long.
 */
const aims = { sqlite: 2, postgresql: 50 }

/** Some eight hundred pages: far from where SQLite would do it itself, and seldom enough to leave the disk to requests. */
const rowsPerCheckpoint = 100

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

type Batch = (world: World, most: number) => Promise<{ table: string; rows: number; isMore: boolean }>

async function cleanTables(world: World, sweep: Sweep, checkpointer: Checkpointer) {
  const deleted: Record<string, number> = {}
  const batches = [...terms.map(expiring), emptying, ...(sweep.withUnused ? unused.map(walking) : [])]
  for (const batch of batches)
    for await (const { table, rows } of inBatches(world, { sweep, checkpointer, batch }))
      if (rows > 0) deleted[table] = (deleted[table] ?? 0) + rows
  return deleted
}

function expiring(term: Term): Batch {
  return async (world, most) => {
    const rows = await deleteExpired(world, term, most)
    return { table: term.table, rows, isMore: rows === most }
  }
}

/** No row goes: what could be sent again by hand, and is dead by now, loses what it says. */
const emptying: Batch = async (world, most) => {
  const emptied = await emptyDeadMessages(world, most)
  return { table: 'messages', rows: 0, isMore: emptied === most }
}

function walking(one: Unused): Batch {
  let after = ''
  return async (world, most) => {
    const { deleted, last } = await deleteUnused(world, one, { after, most })
    after = last ?? after
    return { table: one.table, rows: deleted, isMore: last !== null }
  }
}

interface Going {
  sweep: Sweep
  checkpointer: Checkpointer
  batch: Batch
}

/** Again and again while there is more. */
async function* inBatches(world: World, { sweep, checkpointer, batch }: Going) {
  const aim = aims[engineOf(world.database)]
  let most = firstBatch
  let written = 0
  for (let isMore = true; isMore && !sweep.isStopped(); ) {
    const began = performance.now()
    let took = 0
    const done = await transaction(world, async (world) => {
      const begun = performance.now()
      const done = await batch(world, most)
      took = performance.now() - begun
      if (done.rows > 0) world.happened('rows-cleaned-up', { table: done.table, rows: done.rows })
      return done
    })
    const whole = performance.now() - began
    yield done
    isMore = done.isMore
    most = nextBatch(most, { took, aim })
    if (!isMore) return
    written += done.rows
    if (written >= rowsPerCheckpoint) {
      await checkpointer.run()
      written = 0
    }
    await sweep.rest(whole)
  }
}
