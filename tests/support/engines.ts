import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe } from 'vitest'
import { copyEmptyDatabase } from './empty-database.ts'
import { onTwoNodes } from './nodes.ts'
import { createTestDatabase, hasPostgres } from './postgres.ts'

/** Address of a fresh database, as `DOORWARD_DATABASE` takes it, migrated unless told not to; gone when the test ends. */
export type Open = (isMigrated?: boolean) => Promise<string>

type Engine = (isMigrated: boolean) => Promise<{ url: string; drop(): Promise<void> }>

const engines: Record<string, Engine> = {
  // Several nodes share a PostgreSQL.
  ...(onTwoNodes ? {} : { SQLite: createSqliteFile }),
  ...(hasPostgres ? { PostgreSQL: createTestDatabase } : {}),
}

/** The same tests on SQLite and on PostgreSQL. Whatever a test opens on the address it also destroys. */
export function onBothEngines(name: string, tests: (open: Open) => void): void {
  describe.each(Object.entries(engines))(`${name} (%s)`, (_, create) => {
    const drops: (() => Promise<void>)[] = []
    afterEach(async () => {
      for (const drop of drops.splice(0).reverse()) await drop()
    })
    tests(async (isMigrated = true) => {
      const { url, drop } = await create(isMigrated)
      drops.push(drop)
      return url
    })
  })
}

async function createSqliteFile(isMigrated: boolean) {
  const folder = mkdtempSync(join(tmpdir(), 'doorward-test-'))
  const file = join(folder, 'test.db')
  if (isMigrated) copyEmptyDatabase(file)
  return {
    url: `sqlite:${file}`,
    drop: async () => rmSync(folder, { recursive: true, force: true }),
  }
}
