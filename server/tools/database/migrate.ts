import { type Migration, Migrator } from 'kysely/migration'
import * as house from './migrations/0001-house.ts'
import * as epoch from './migrations/0002-epoch.ts'
import * as cleanUp from './migrations/0003-clean-up.ts'
import * as sealingKeys from './migrations/0004-sealing-keys.ts'
import * as metInUse from './migrations/0005-met-in-use.ts'
import * as recovery from './migrations/0006-recovery.ts'
import * as pendingChanges from './migrations/0007-pending-changes.ts'
import * as summedEntries from './migrations/0008-summed-entries.ts'
import * as machineKey from './migrations/0009-machine-key.ts'
import * as applications from './migrations/0010-applications.ts'
import { migrationsIn } from './rows/moved-tables.ts'
import type { Database } from './tables.ts'

/** The one history, oldest first; names are frozen once landed. */
export const history: Readonly<Record<string, Migration>> = {
  '0001-house': house,
  '0002-epoch': epoch,
  '0003-clean-up': cleanUp,
  '0004-sealing-keys': sealingKeys,
  '0005-met-in-use': metInUse,
  '0006-recovery': recovery,
  '0007-pending-changes': pendingChanges,
  '0008-summed-entries': summedEntries,
  '0009-machine-key': machineKey,
  '0010-applications': applications,
}

/** Brings the database to the newest shape; several nodes may start at once, one of them does it. Throws where a copy is unfinished. */
export async function migrate(database: Database): Promise<void> {
  await bringUpToDate(database)
  const unfinished = await database.selectFrom('copy_progress').select('table_name').limit(1).execute()
  if (unfinished.length > 0)
    throw new Error(
      'this database holds an unfinished copy. Run "doorward database copy" again, and it goes on where it stopped.',
    )
}

/** The same for a database that may hold an unfinished copy. */
export async function bringUpToDate(database: Database): Promise<void> {
  await refuseNewer(database)
  const migrator = new Migrator({
    db: database,
    provider: { getMigrations: async () => ({ ...history }) },
  })
  const { error } = await migrator.migrateToLatest()
  if (error) throw error
}

/** What came later cannot be known here, and going back would lose it. */
async function refuseNewer(database: Database): Promise<void> {
  const unknown = (await migrationsIn(database)).filter((name) => !(name in history))
  if (unknown.length > 0)
    throw new Error(
      `this database was made by a newer version of Doorward (${unknown.join(', ')}). Go forward to that version, or restore the backup that was made before it.`,
    )
}
