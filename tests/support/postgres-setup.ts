import { Client } from 'pg'
import type { TestProject } from 'vitest/node'
import { migrateAt } from './empty-database.ts'
import { startPostgres } from './postgres-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the database `postgres` on the server of this test run. */
    postgres: string
  }
}

/** What migrated databases are copied from; nobody is connected to it. */
export const emptyDatabase = 'empty'

/** One PostgreSQL server for all tests of the run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres()
  await makeEmptyDatabase(server.url)
  project.provide('postgres', server.url)
  return server.stop
}

async function makeEmptyDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(`create database ${emptyDatabase}`)
  await client.end()
  await migrateAt(url.replace(/\/postgres$/, `/${emptyDatabase}`))
}
