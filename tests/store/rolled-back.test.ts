import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { testWorld } from '../support/world.ts'

it('where SQLite has rolled back by itself, as on a full disk, what went wrong is told and the next transaction works', async () => {
  const { database, close } = await testWorld()
  try {
    const failing = database.transaction().execute(async (inside) => {
      await sql`rollback`.execute(inside)
      throw new Error('database or disk is full')
    })
    await expect(failing).rejects.toThrow('database or disk is full')
    const { rows } = await database
      .transaction()
      .execute((inside) => sql<{ one: number }>`select 1 as one`.execute(inside))
    expect(rows).toEqual([{ one: 1 }])
  } finally {
    await close()
  }
})
