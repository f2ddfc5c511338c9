import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { day, second } from '../../server/base/duration.ts'
import { cleanUp } from '../../server/features/clean-up/clean-up.flow.ts'
import { startCleanUp } from '../../server/features/clean-up/clean-up.worker.ts'
import { deleteExpired } from '../../server/features/clean-up/expired-rows.store.ts'
import { terms, unusedKeptFor } from '../../server/features/clean-up/terms.ts'
import { openDatabase } from '../../server/tools/database/open.ts'
import type { Database, Tables } from '../../server/tools/database/tables.ts'
import { systemRandom } from '../../server/tools/random.ts'
import { onBothEngines } from '../support/engines.ts'
import { plant } from '../support/plant.ts'
import { createTestDatabase } from '../support/postgres.ts'
import { type TestWorld, testWorld } from '../support/world.ts'
import { plantedMachine, rowsOf } from './rows-to-clean.ts'

const now = new Date('2026-05-04T08:03:00Z')
const atOnce = { rest: async () => {}, isStopped: () => false, withUnused: true }
const tables = [...terms.map(({ table }) => table), 'connections', 'machines'] as const
type Cleaned = (typeof tables)[number]

/** A row, and for how long it has been over; below zero it lives. */
interface Laid {
  table: Cleaned
  over: number
}

const anyRow = fc.record<Laid>({
  table: fc.constantFrom(...tables),
  // Close to the end as well as far from it.
  over: fc.oneof(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -300 * day, max: 1000 * day })),
})

/** With somebody, and a machine of theirs that no walk comes to. */
async function newWorld(database: string): Promise<TestWorld> {
  const world = await testWorld({ now, database })
  await plant(world.database, { people: ['per_a'], machines: [plantedMachine] })
  return world
}

async function lay(database: Database, rows: readonly Laid[]): Promise<Map<string, Laid>> {
  const laid = new Map<string, Laid>()
  await database.transaction().execute(async (database) => {
    for (const one of rows) {
      const { key, row } = rowsOf[one.table](new Date(now.getTime() - one.over), systemRandom.bytes(10))
      await database
        .insertInto(one.table as keyof Tables)
        .values(row as never)
        .execute()
      laid.set(key, one)
    }
  })
  return laid
}

async function keysIn(database: Database, table: Cleaned): Promise<string[]> {
  if (table === 'pauses' || table === 'taken_limits')
    return (await database.selectFrom(table).select('subject').execute()).map(({ subject }) => subject)
  const rows = await database.selectFrom(table).select('id').where('id', '!=', plantedMachine).execute()
  return rows.map(({ id }) => id)
}

async function allKeys(database: Database): Promise<Set<string>> {
  const keys = []
  for (const table of tables) keys.push(...(await keysIn(database, table)))
  return new Set(keys)
}

/** @returns as soon as it is about to begin */
async function cleanUpElsewhere(url: string): Promise<{ told: Promise<Record<string, number>> }> {
  const script = join(import.meta.dirname, 'clean-up-node.ts')
  const args = ['--disable-warning=ExperimentalWarning', script, url, now.toISOString()]
  const node = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const lines = createInterface(node.stdout)[Symbol.asyncIterator]()
  expect((await lines.next()).value).toBe('begins')
  return { told: lines.next().then(({ value }) => JSON.parse(value!)) }
}

onBothEngines('what is over', (openUrl) => {
  async function open(): Promise<TestWorld> {
    return newWorld(await openUrl())
  }

  it('goes, all of it, and nothing else: whatever rows there are', async () => {
    const world = await open()
    await fc.assert(
      fc.asyncProperty(fc.array(anyRow, { maxLength: 60 }), async (rows) => {
        for (const table of tables.filter((table) => table !== 'machines'))
          await world.database.deleteFrom(table).execute()
        await world.database.deleteFrom('machines').where('id', '!=', plantedMachine).execute()
        const laid = await lay(world.database, rows)
        const told = await cleanUp(world, atOnce)
        const alive = [...laid].filter(([, { over }]) => over < 0).map(([key]) => key)
        expect(await allKeys(world.database)).toEqual(new Set(alive))
        const deleted = Object.values(told).reduce((sum, one) => sum + one, 0)
        expect(deleted).toBe(laid.size - alive.length)
      }),
      { numRuns: 12 },
    )
    await world.close()
  })

  it('goes in as many small batches as it takes', async () => {
    const world = await open()
    const rows = terms.flatMap(({ table }) => Array.from({ length: 50 }, () => ({ table, over: day })))
    await lay(world.database, rows)
    let batches = 0
    await cleanUp(world, {
      ...atOnce,
      rest: async () => {
        batches++
      },
    })
    expect(batches).toBeGreaterThanOrEqual(2 * terms.length)
    expect(await allKeys(world.database)).toEqual(new Set())
    await world.close()
  })

  it('goes once, with two nodes at it at the same time', async () => {
    const url = await openUrl()
    const world = await newWorld(url)
    const rows = tables.flatMap((table) =>
      Array.from({ length: 60 }, (_, at) => ({ table, over: at % 3 === 0 ? -day : day })),
    )
    const laid = await lay(world.database, rows)
    const other = cleanUpElsewhere(url)
    // It needs a while to start: this one begins, and goes on when both are at it.
    const together = { ...atOnce, rest: async () => void (await other) }
    const told = [await cleanUp(world, together), await (await other).told]
    // A node that finds the rows of the other taken leaves off; the next time it finds none.
    told.push(await cleanUp(world, atOnce))
    const alive = [...laid].filter(([, { over }]) => over < 0).map(([key]) => key)
    expect(await allKeys(world.database)).toEqual(new Set(alive))
    const deleted = told.flatMap((one) => Object.values(one)).reduce((sum, one) => sum + one, 0)
    expect(deleted).toBe(laid.size - alive.length)
    await world.close()
  })

  it('a message that waits stays, however old, and so does a machine with a connection in use', async () => {
    const world = await open()
    const { row: message } = rowsOf.messages(now, systemRandom.bytes(10))
    const old = now.getTime() - 1000 * day
    const waiting = { ...message, state: 'waiting', finished_at: null, created_at: old, next_try_at: old }
    await world.database
      .insertInto('messages')
      .values(waiting as never)
      .execute()
    const { key: machine, row: machineRow } = rowsOf.machines(now, systemRandom.bytes(10))
    await world.database
      .insertInto('machines')
      .values(machineRow as never)
      .execute()
    const { row: connection } = rowsOf.connections(now, systemRandom.bytes(10))
    const used = { ...connection, machine_id: machine, last_used_at: now.getTime() }
    await world.database
      .insertInto('connections')
      .values(used as never)
      .execute()
    expect(await cleanUp(world, atOnce)).toEqual({})
    world.clock.advance(unusedKeptFor)
    expect(await cleanUp(world, atOnce)).toEqual({ connections: 1, machines: 1 })
    await world.close()
  })

  it('a worker that is stopped before its time has touched nothing', async () => {
    const world = await open()
    const laid = await lay(world.database, [{ table: 'sessions', over: day }])
    await startCleanUp(world).stop()
    expect(await allKeys(world.database)).toEqual(new Set(laid.keys()))
    await world.close()
  })
})

it('a bound that a request takes anew in the meantime stays, and nobody waits for it (PostgreSQL)', async () => {
  const { url, drop } = await createTestDatabase()
  const world = await newWorld(url)
  const other = { ...world, database: openDatabase(url) }
  const term = terms.find(({ table }) => table === 'taken_limits')!
  const laid = await lay(world.database, [{ table: 'taken_limits', over: second }])
  await world.database.transaction().execute(async (request) => {
    await request.updateTable('taken_limits').set({ free_at: now.getTime() }).execute()
    expect(await deleteExpired(other, term, 10)).toBe(0)
  })
  expect(await deleteExpired(other, term, 10)).toBe(0)
  expect(await allKeys(world.database)).toEqual(new Set(laid.keys()))
  await other.database.destroy()
  await world.close()
  await drop()
})

it.each(terms.map(({ table, key, column }) => [table, key, column]))(
  'the oldest of %s are found by an index, without sorting',
  async (table, key, column) => {
    const world = await testWorld({ now })
    const plan = await sql<{
      detail: string
    }>`explain query plan select ${sql.ref(key)} from ${sql.table(table)}
      where ${sql.ref(column)} <= 1 order by ${sql.ref(column)} limit 10`.execute(world.database)
    const lines = plan.rows.map(({ detail }) => detail)
    expect(lines).toEqual([expect.stringMatching(/^SEARCH \w+ USING (COVERING )?INDEX/)])
    await world.close()
  },
)
