import { sql } from 'kysely'
import { expect, it } from 'vitest'
import type { Database } from '../../server/tools/database/tables.ts'
import { plant } from '../support/plant.ts'
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

it('of writes at once in a transaction none is kept where one of them meets a full disk (A9)', async () => {
  const { database, close } = await testWorld()
  const put = (inside: Database, code: string, value: string) =>
    inside.insertInto('preferences').values({ organization_id: 'org_a', code, value }).execute()
  try {
    await plant(database, {})
    await sql`pragma cache_size = 1`.execute(database)
    await sql`pragma max_page_count = 1`.execute(database)
    const failing = database
      .transaction()
      .execute((inside) =>
        Promise.all([
          put(inside, 'A', 'on'),
          put(inside, 'B', 'x'.repeat(1_000_000)),
          put(inside, 'C', 'on'),
        ]),
      )
    await expect(failing).rejects.toThrow('database or disk is full')
    expect(await database.selectFrom('preferences').select('code').execute()).toEqual([])
  } finally {
    await close()
  }
})

it('after SQLite has rolled back by itself nothing more is done in that transaction (A9)', async () => {
  const { database, close } = await testWorld()
  const put = (inside: Database, code: string) =>
    inside.insertInto('preferences').values({ organization_id: 'org_a', code, value: 'on' }).execute()
  try {
    await plant(database, {})
    const failing = database.transaction().execute(async (inside) => {
      await Promise.allSettled([put(inside, 'A'), sql`rollback`.execute(inside), put(inside, 'B')])
      await put(inside, 'C')
    })
    await expect(failing).rejects.toThrow('The transaction was rolled back')
    expect(await database.selectFrom('preferences').select('code').execute()).toEqual([])
  } finally {
    await close()
  }
})
