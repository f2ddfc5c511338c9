import { copyFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { migrate } from '../../server/tools/database/migrate.ts'
import { openDatabase } from '../../server/tools/database/open.ts'

/** A migrated SQLite database of the test run, which nobody opens: copies of it do. */
export function emptyFile(): string {
  return join(process.env.TEST_FOLDER ?? '/nowhere', 'empty.db')
}

/** The migrations run once for all tests. Outside of a test run there is nothing to copy, and whoever opens the file migrates it. */
export function copyEmptyDatabase(to: string): void {
  if (existsSync(emptyFile())) copyFileSync(emptyFile(), to)
}

export async function migrateAt(url: string): Promise<void> {
  const database = openDatabase(url, 1)
  try {
    await migrate(database)
  } finally {
    await database.destroy()
  }
}
