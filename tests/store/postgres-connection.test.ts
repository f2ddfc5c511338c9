import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { sql } from 'kysely'
import { Client } from 'pg'
import { expect, it } from 'vitest'
import { openDatabase, openServingDatabase } from '../../server/tools/database/open.ts'
import type { Database } from '../../server/tools/database/tables.ts'
import { createTestDatabase } from '../support/postgres.ts'

/** Names of the parameters that each connection began with (PostgreSQL manual, 54.7: StartupMessage). */
async function startingWith(url: string, work: (url: string) => Promise<void>): Promise<string[][]> {
  const begun: string[][] = []
  const { hostname, port } = new URL(url)
  const proxy = createServer((client) => {
    const server = connect(Number(port), hostname)
    client.once('data', (start) => {
      const words = start.toString('utf8', 8).split('\0')
      begun.push(words.filter((word, at) => word && at % 2 === 0))
    })
    client.pipe(server).pipe(client)
    for (const end of [client, server]) end.on('error', () => client.destroy())
  }).listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  const through = new URL(url)
  through.hostname = '127.0.0.1'
  through.port = String((proxy.address() as AddressInfo).port)
  await work(through.href)
  proxy.close()
  return begun
}

async function settingsOf(database: Database): Promise<Record<string, string>> {
  const { rows } = await sql<{ name: string; setting: string }>`select name, setting from pg_settings
    where name in ('lock_timeout', 'idle_in_transaction_session_timeout')`.execute(database)
  return Object.fromEntries(rows.map(({ name, setting }) => [name, setting]))
}

it('a connection begins with what every pooler takes; how long it waits is told afterwards (O7, A17)', async () => {
  const { url, drop } = await createTestDatabase()
  const begun = await startingWith(url, async (url) => {
    const database = openServingDatabase(url)
    expect(await settingsOf(database)).toEqual({
      lock_timeout: '5000',
      idle_in_transaction_session_timeout: '10000',
    })
    await database.destroy()
  })
  expect(begun).toEqual([['user', 'database', 'client_encoding']])
  await drop()
})

it('what moves whole databases waits as long as it takes', async () => {
  const { url, drop } = await createTestDatabase()
  const database = openDatabase(url, 1)
  expect(await settingsOf(database)).toEqual({ lock_timeout: '0', idle_in_transaction_session_timeout: '0' })
  await database.destroy()
  await drop()
})

it('a pooler that gives a connection the statements of another is told in a sentence', async () => {
  const { url, drop } = await createTestDatabase()
  const other = new Client({ connectionString: url })
  // We take its connection away in the end.
  other.on('error', () => {})
  await other.connect()
  await other.query('prepare doorward_1 as select 1')
  const { stream } = (other as unknown as { connection: { stream: Socket } }).connection
  stream.removeAllListeners('data')
  // AuthenticationOk and ReadyForQuery, as a pooler answers; then what the other has begun.
  const welcome = Buffer.from('5200000008000000005a0000000549', 'hex')
  const pooler = createServer((client) => {
    client.once('data', () => {
      client.write(welcome)
      client.pipe(stream, { end: false }).pipe(client)
    })
  }).listen(0, '127.0.0.1')
  await once(pooler, 'listening')
  const through = new URL(url)
  through.port = String((pooler.address() as AddressInfo).port)
  const database = openServingDatabase(through.href)
  await expect(sql`select 1`.execute(database)).rejects.toThrow('Let it pool by session')
  await database.destroy()
  pooler.close()
  stream.destroy()
  await drop()
})
