import { type Kysely, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import { afterEach, expect, it } from 'vitest'
import { openDatabase } from '../../server/tools/database/open.ts'
import type { Database } from '../../server/tools/database/tables.ts'
import { onBothEngines } from '../support/engines.ts'

onBothEngines('a migration', (open) => {
  const databases: Database[] = []
  async function newDatabase(): Promise<Database> {
    const database = openDatabase(await open(), 1)
    databases.push(database)
    return database
  }
  afterEach(async () => {
    for (const database of databases.splice(0)) await database.destroy()
  })

  it('that is cut off leaves nothing behind, and the next start does it whole', async () => {
    const database = await newDatabase()
    let isCutOff = true
    async function up(database: Kysely<unknown>): Promise<void> {
      await database.schema.createTable('halves').addColumn('id', 'text').execute()
      if (isCutOff) throw new Error('cut off')
      await database.schema.createTable('wholes').addColumn('id', 'text').execute()
    }
    const migrator = new Migrator({
      db: database,
      provider: { getMigrations: async () => ({ first: { up } }) },
      migrationTableName: 'tried',
      migrationLockTableName: 'tried_lock',
    })
    expect(await migrator.migrateToLatest()).toMatchObject({ error: new Error('cut off') })
    isCutOff = false
    expect(await migrator.migrateToLatest()).toMatchObject({ results: [{ status: 'Success' }] })
    expect((await sql`select * from wholes`.execute(database)).rows).toEqual([])
  })
})
