import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import type { Clock } from '../../server/tools/clock.ts'
import { migrate } from '../../server/tools/database/migrate.ts'
import { openDatabase } from '../../server/tools/database/open.ts'
import type { Log } from '../../server/tools/log.ts'
import { systemRandom } from '../../server/tools/random.ts'
import { openVault } from '../../server/tools/vault.ts'
import type { World } from '../../server/tools/world.ts'
import { copyEmptyDatabase } from './empty-database.ts'
import { lightPasswords } from './light-passwords.ts'

export interface TestClock extends Clock {
  set(now: Date): void
  /** @param milliseconds forward */
  advance(milliseconds: number): void
}

export interface TestWorld extends World {
  clock: TestClock
  /** Closes the database and removes the folder of this world. */
  close(): Promise<void>
}

export interface TestWorldSettings {
  now?: Date
  /** As `DOORWARD_DATABASE` takes it; a SQLite file of this world's own when absent. */
  database?: string
  /** Silent when absent. */
  log?: Log
}

/** A world of real parts, with a migrated database, keys of its own, and a clock that stands still until it is moved. */
export async function testWorld(settings: TestWorldSettings = {}): Promise<TestWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'doorward-world-'))
  if (!settings.database) copyEmptyDatabase(join(folder, 'test.db'))
  const database = openDatabase(settings.database ?? `sqlite:${join(folder, 'test.db')}`)
  await migrate(database)
  return {
    clock: testClock(settings.now ?? new Date('2026-05-04T08:03:00Z')),
    random: systemRandom,
    log: settings.log ?? pino({ level: 'silent' }),
    vault: await openVault(join(folder, 'keys.json')),
    database,
    passwords: lightPasswords(),
    publicUrl: 'https://signin.harbor.example',
    outboxFilled: () => {},
    happened: () => {},
    sessionsEnded: () => {},
    async close() {
      await database.destroy()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export function testClock(start: Date): TestClock {
  let now = start.getTime()
  return {
    now: () => new Date(now),
    set: (to) => {
      now = to.getTime()
    },
    advance: (milliseconds) => {
      now += milliseconds
    },
  }
}
