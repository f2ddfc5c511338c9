import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import { inject, TestRunner } from 'vitest'

/** `npm test -- --quick` starts none. */
export const hasPostgres = process.env.TEST_QUICK !== '1'

export interface TestDatabase {
  /** As `DOORWARD_DATABASE` takes it. */
  url: string
  drop(): Promise<void>
}

/** A database of its own on the PostgreSQL server that the test run started, empty unless it is to be migrated. */
export async function createTestDatabase(isMigrated = false): Promise<TestDatabase> {
  if (!hasPostgres) TestRunner.getCurrentTest()?.context.skip('it needs PostgreSQL')
  const server = inject('postgres')
  const name = `test_${randomBytes(8).toString('hex')}`
  await command(server, `create database ${name} ${isMigrated ? inject('postgresCopy') : ''}`)
  return {
    url: server.replace(/\/postgres$/, `/${name}`),
    drop: () => command(server, `drop database if exists ${name} with (force)`),
  }
}

async function command(server: string, text: string): Promise<void> {
  const client = new Client({ connectionString: server })
  await client.connect()
  try {
    await client.query(text)
  } finally {
    await client.end()
  }
}
