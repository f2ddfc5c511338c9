import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe } from 'vitest'
import { migrate } from '../../server/tools/database/migrate.ts'
import { openDatabase } from '../../server/tools/database/open.ts'
import { onTwoNodes } from './nodes.ts'
import { createTestDatabase } from './postgres.ts'

/** Address of a fresh database, as `DOORWARD_DATABASE` takes it, migrated unless told not to; gone when the test ends. */
export type Open = (isMigrated?: boolean) => Promise<string>

type Engine = () => Promise<{ url: string; drop(): Promise<void> }>

const engines: Record<string, Engine> = {
  // Several nodes share a PostgreSQL.
  ...(onTwoNodes ? {} : { SQLite: createSqliteFile }),
  PostgreSQL: createTestDatabase,
}

/** The same tests on SQLite and on PostgreSQL. Whatever a test opens on the address it also destroys. */
export function onBothEngines(name: string, tests: (open: Open) => void): void {
  describe.each(Object.entries(engines))(`${name} (%s)`, (_, create) => {
    const drops: (() => Promise<void>)[] = []
    afterEach(async () => {
      for (const drop of drops.splice(0).reverse()) await drop()
    })
    tests(async (isMigrated = true) => {
      const { url, drop } = await create()
      drops.push(drop)
      if (isMigrated) await prepare(url)
      return url
    })
  })
}

async function createSqliteFile() {
  const folder = mkdtempSync(join(tmpdir(), 'doorward-test-'))
  return {
    url: `sqlite:${join(folder, 'test.db')}`,
    drop: async () => rmSync(folder, { recursive: true, force: true }),
  }
}

async function prepare(url: string): Promise<void> {
  const database = openDatabase(url, 1)
  try {
    await migrate(database)
  } finally {
    await database.destroy()
  }
}
