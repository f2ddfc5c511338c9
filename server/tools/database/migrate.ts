import { type Migration, Migrator } from 'kysely/migration'
import * as house from './migrations/0001-house.ts'
import type { Database } from './tables.ts'

/** The one history, oldest first; names are frozen once landed. */
const history: Record<string, Migration> = { '0001-house': house }

/** Brings the database to the newest shape; several nodes may start at once, one of them does it. */
export async function migrate(database: Database): Promise<void> {
  const migrator = new Migrator({ db: database, provider: { getMigrations: async () => history } })
  const { error } = await migrator.migrateToLatest()
  if (error) throw error
}
