import type { Database } from './tables.ts'

/** Writes one row and waits until it is kept. Throws where nothing can be written: a full disk, a database that is read-only. */
export async function probeWriting(database: Database, now: Date): Promise<void> {
  await database
    .insertInto('write_probes')
    .values({ id: 1, at: now.getTime() })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ at: now.getTime() }))
    .execute()
}
