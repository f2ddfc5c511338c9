import { chmodSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { migrate } from './database/migrate.ts'
import { openDatabase } from './database/open.ts'
import { openVault } from './vault.ts'

const folder = mkdtempSync(join(tmpdir(), 'doorward-owner-'))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const modes = (...paths: string[]) => paths.map((path) => (statSync(path).mode & 0o777).toString(8))

it("database and key files that an older version left open to others are their owner's when they are opened (T19)", async () => {
  const file = join(folder, 'doorward.db')
  const keys = join(folder, 'keys.json')
  const mask = process.umask(0o022)
  try {
    for (const isOld of [false, true]) {
      if (isOld) for (const path of [file, keys]) chmodSync(path, 0o644)
      const database = openDatabase(`sqlite:${file}`, 1)
      await migrate(database)
      await openVault(keys)
      expect(modes(file, `${file}-wal`, `${file}-shm`, keys)).toEqual(Array(4).fill('600'))
      await database.destroy()
    }
  } finally {
    process.umask(mask)
  }
})
