import { Client } from 'pg'
import type { TestProject } from 'vitest/node'
import { migrateAt } from './empty-database.ts'
import { startPostgres } from './postgres-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the database `postgres` on the server of this test run. */
    postgres: string
    /** How a migrated database is made there, after its name. */
    postgresCopy: string
  }
}

/** What migrated databases are copied from; nobody is connected to it. */
const emptyDatabase = 'empty'
/** Block by block through the log takes twice the processor time; before 15 there was no choice. */
const fileCopySince = 150000

/** One PostgreSQL server for all tests of the run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres()
  const version = await makeEmptyDatabase(server.url)
  project.provide('postgres', server.url)
  const strategy = version >= fileCopySince ? ' strategy file_copy' : ''
  project.provide('postgresCopy', `template ${emptyDatabase}${strategy}`)
  return server.stop
}

/** @returns the version of the server, as a number */
async function makeEmptyDatabase(url: string): Promise<number> {
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(`create database ${emptyDatabase}`)
  const { rows } = await client.query<{ server_version_num: string }>('show server_version_num')
  await client.end()
  await migrateAt(url.replace(/\/postgres$/, `/${emptyDatabase}`))
  return Number(rows[0]!.server_version_num)
}
