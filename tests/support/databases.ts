import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { engineOf } from '../../server/tools/database/engine.ts'
import { openDatabase } from '../../server/tools/database/open.ts'
import type { Database } from '../../server/tools/database/tables.ts'
import { createTestDatabase } from './postgres.ts'

/** Databases and a folder that go when the test is over. */
export interface Databases {
  folder: string
  /** Address of an empty database of the engine that `other` is not; not even migrated. */
  beside(other: string): Promise<string>
  remove(): Promise<void>
}

export function databases(): Databases {
  const folder = mkdtempSync(join(tmpdir(), 'doorward-databases-'))
  const drops: (() => Promise<void>)[] = []
  let made = 0
  return {
    folder,
    async beside(other) {
      if (!other.startsWith('sqlite:')) return `sqlite:${join(folder, `beside-${++made}.db`)}`
      const { url, drop } = await createTestDatabase()
      drops.push(drop)
      return url
    },
    async remove() {
      for (const drop of drops.splice(0)) await drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export async function withDatabase<Result>(
  address: string,
  work: (database: Database) => Promise<Result>,
): Promise<Result> {
  const database = openDatabase(address, 2)
  try {
    return await work(database)
  } finally {
    await database.destroy()
  }
}

const notes = ['copy_progress', 'write_probes']

/** Every row of every table as sorted text, read without any of what moves rows; only the notes about moving and the disk are left out. */
export async function allRows(address: string): Promise<Record<string, string[]>> {
  if (address.startsWith('sqlite:') && !existsSync(address.slice('sqlite:'.length))) return {}
  return withDatabase(address, async (database) => {
    const tables = await database.introspection.getTables()
    const entries = tables
      .filter(({ name }) => !notes.includes(name))
      .map(async ({ name }) => [name, await rowsOf(database, name)] as const)
    return Object.fromEntries(await Promise.all(entries))
  })
}

async function rowsOf(database: Database, name: string): Promise<string[]> {
  const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(database)
  return rows.map((row) => JSON.stringify(row, Object.keys(row).sort())).sort()
}

/** Makes a database large: so many entries in the audit of its first organization. */
export async function addEntries(address: string, entries: number): Promise<void> {
  await withDatabase(address, async (database) => {
    const { id } = await database.selectFrom('organizations').select('id').limit(1).executeTakeFirstOrThrow()
    const numbers =
      engineOf(database) === 'sqlite'
        ? sql`(with recursive n(i) as (select 1 union all select i + 1 from n where i < ${entries}) select i from n) n`
        : sql`generate_series(1, ${entries}) as n(i)`
    await sql`insert into audit (id, organization_id, at, actor_id, person_id, event, address, data)
      select 'aud_' || ((i * 7919) % 1000003) || '_' || i, cast(${id} as text), 1790000000000 + i, null, null,
      'signed-in', null, '{"name":"Zoë \u2028 😀"}' from ${numbers}`.execute(database)
  })
}
