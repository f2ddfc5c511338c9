import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import { inject } from 'vitest'

export interface TestDatabase {
  /** As `DOORWARD_DATABASE` takes it. */
  url: string
  drop(): Promise<void>
}

/** An empty database of its own on the PostgreSQL server that the test run started. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = inject('postgres')
  const name = `test_${randomBytes(8).toString('hex')}`
  await command(server, `create database ${name}`)
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
