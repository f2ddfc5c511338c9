import { expect, it } from 'vitest'
import { openDatabase } from '../../server/tools/database/open.ts'
import { insertRow, prepared } from '../../server/tools/database/prepared.ts'
import type { Database } from '../../server/tools/database/tables.ts'
import { transaction } from '../../server/tools/transaction.ts'
import type { World } from '../../server/tools/world.ts'
import { onBothEngines } from '../support/engines.ts'
import { plant } from '../support/plant.ts'
import { testWorld } from '../support/world.ts'

const valuesOf = prepared<{ organization: string }, { value: string }>((database, parameter) =>
  database.selectFrom('preferences').select('value').where('organization_id', '=', parameter('organization')),
)
const putAndTell = prepared<{ organization: string }, { code: string }>((database, parameter) =>
  database
    .insertInto('preferences')
    .values({ organization_id: parameter('organization'), code: 'UMA', value: 'on' })
    .returning('code'),
)
const put = ({ database }: { database: Database }, organization: string) =>
  insertRow(database, 'preferences', { organization_id: organization, code: 'UMA', value: organization })

const others = Array.from({ length: 30 }, (_, at) => `org_${at}`)

onBothEngines('a transaction', (open) => {
  async function withOne(work: (world: World, other: Database) => Promise<void>) {
    const url = await open()
    const [database, other] = [openDatabase(url, 1), openDatabase(url, 1)]
    const { close, ...world } = await testWorld()
    await plant(database, { organizations: ['org_a', 'org_b', 'org_c', ...others] })
    try {
      await work({ ...world, database }, other)
    } finally {
      await Promise.all([database.destroy(), other.destroy(), close()])
    }
  }
  const uniqueViolation = /unique/i

  it('the fault of a write is what the transaction throws, nothing of it is kept, and the connection goes on', () =>
    withOne(async (world, other) => {
      await put(world, 'org_a')
      const failing = transaction(world, async (world) => {
        await put(world, 'org_b')
        await put(world, 'org_a')
      })
      await expect(failing).rejects.toThrow(uniqueViolation)
      expect(await valuesOf(other, { organization: 'org_b' })).toEqual([])
      await transaction(world, (world) => put(world, 'org_c'))
      expect(await valuesOf(other, { organization: 'org_c' })).toEqual([{ value: 'org_c' }])
    }))

  it('of what is asked at once the first fault is thrown', () =>
    withOne(async (world) => {
      await put(world, 'org_a')
      const failing = transaction(world, (world) =>
        Promise.all([putAndTell(world.database, { organization: 'org_a' }), put(world, 'org_b')]),
      )
      await expect(failing).rejects.toThrow(uniqueViolation)
    }))

  it('what is asked at once is answered each with its own, and sees what was written before', () =>
    withOne(async (world) => {
      const found = await transaction(world, async (world) => {
        await put(world, 'org_a')
        await put(world, 'org_b')
        const all = ['org_a', 'org_b', 'org_c'].map((organization) =>
          valuesOf(world.database, { organization }),
        )
        return Promise.all(all)
      })
      expect(found).toEqual([[{ value: 'org_a' }], [{ value: 'org_b' }], []])
    }))

  it('of what is asked at once nothing is kept where one fails, however much was asked (A9)', () =>
    withOne(async (world, other) => {
      await put(world, 'org_a')
      const names = ['org_a', ...others]
      const failing = transaction(world, ({ database }) =>
        Promise.all(
          names.map((organization_id) =>
            database
              .insertInto('preferences')
              .values({ organization_id, code: 'UMA', value: 'on' })
              .execute(),
          ),
        ),
      )
      await expect(failing).rejects.toThrow(uniqueViolation)
      // The connection has done all it was asked for once it answers again.
      await valuesOf(world.database, { organization: 'org_a' })
      expect(await other.selectFrom('preferences').select('organization_id').execute()).toEqual([
        { organization_id: 'org_a' },
      ])
    }))

  it('a transaction that gives up takes its writes with it', () =>
    withOne(async (world, other) => {
      const failing = transaction(world, async (world) => {
        await put(world, 'org_a')
        throw new Error('given up')
      })
      await expect(failing).rejects.toThrow('given up')
      expect(await valuesOf(other, { organization: 'org_a' })).toEqual([])
    }))
})
