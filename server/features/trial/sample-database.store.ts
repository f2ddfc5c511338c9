import { holdsData, movedTables } from '../../tools/database/rows/moved-tables.ts'
import type { Database } from '../../tools/database/tables.ts'

/** Throws where the database is somebody's, before so much as its shape is touched: trial mode has an empty one, or its own. */
export async function requireSampleDatabase(database: Database): Promise<void> {
  if ((await holdsData(database)) && !(await holdsSample(database)))
    throw new Error(
      'this database holds an organization that is not the sample, and trial mode shows messages and passwords to anybody. Without DOORWARD_TRIAL, and with the settings of its server, it is served.',
    )
}

/** A shape that is too old to say so was made before samples were marked. */
async function holdsSample(database: Database): Promise<boolean> {
  const organizations = (await movedTables(database)).find(({ name }) => name === 'organizations')
  if (!organizations?.columns.includes('is_sample')) return false
  const marked = database.selectFrom('organizations').select('id').where('is_sample', '=', 1)
  return (await marked.limit(1).execute()).length > 0
}
