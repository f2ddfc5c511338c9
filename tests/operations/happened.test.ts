import { expect, it } from 'vitest'
import { recordAudit } from '../../server/features/audit/audit.store.ts'
import { transaction } from '../../server/tools/transaction.ts'
import type { World } from '../../server/tools/world.ts'
import { testWorld } from '../support/world.ts'

const entry = {
  organizationId: 'org_a',
  actorId: null,
  personId: null,
  address: null,
  data: { method: 'app' },
}

it('what the audit records is told once, after its commit; what is rolled back is not told', async () => {
  const world = await testWorld()
  const told: string[] = []
  world.happened = (event) => void told.push(event)
  const record = (world: World, event: string) => recordAudit(world, { ...entry, event })
  await transaction(world, async (world) => {
    await record(world, 'fresh-proof')
    expect(told).toEqual([])
  })
  expect(told).toEqual(['fresh-proof'])
  const rolledBack = transaction(world, async (world) => {
    await record(world, 'wrong-code')
    throw new Error('no')
  })
  await expect(rolledBack).rejects.toThrow('no')
  await record(world, 'method-added')
  expect(told).toEqual(['fresh-proof', 'method-added'])
  await world.close()
})
