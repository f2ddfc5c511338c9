import { afterEach, beforeEach, expect, it } from 'vitest'
import { day, hour, later, minute } from '../../server/base/duration.ts'
import { findLink, makeLink } from '../../server/features/links/links.store.ts'
import type { Caller } from '../../server/features/machines/caller.ts'
import { useConnection } from '../../server/features/machines/connections.store.ts'
import { recognizeMachine, useMachine } from '../../server/features/machines/machines.store.ts'
import { personById } from '../../server/features/people/people.store.ts'
import { decide } from '../../server/features/policy/decide.ts'
import { loadFacts } from '../../server/features/policy/facts.store.ts'
import { insertReset, openResetsOf } from '../../server/features/policy/reset-grants.store.ts'
import { freshUntil } from '../../server/features/sessions/freshness.ts'
import { onBothEngines } from '../support/engines.ts'
import { plant } from '../support/plant.ts'
import { type TestWorld, testWorld } from '../support/world.ts'

const caller = {
  address: '198.51.100.7',
  network: '198.51.100.7',
  browser: 'Chrome',
  system: 'Windows',
  machineToken: 'a machine token',
} satisfies Caller
const whose = { organizationId: 'org_a', personId: 'per_a' }

onBothEngines('what was written while a clock was a year ahead is not believed (A12)', (open) => {
  let world: TestWorld
  beforeEach(async () => {
    world = await testWorld({ database: await open() })
    await plant(world.database, { people: ['per_a'] })
    await prefer('2FA', 'On')
    await prefer('2FAFREQUENCY', '7')
    await world.database.updateTable('people').set({ set_up_at: 1, cell_phone: '+15555550100' }).execute()
    world.clock.advance(365 * day)
  })
  afterEach(() => world.close())

  const prefer = (code: string, value: string) =>
    world.database.insertInto('preferences').values({ organization_id: 'org_a', code, value }).execute()
  const backInTime = () => world.clock.advance(-365 * day)
  const factsNow = async () => (await loadFacts(world, await personById(world, 'per_a'), caller)).facts

  async function prove(): Promise<string> {
    const machineId = await useMachine(world, 'org_a', caller)
    const proved = { at: world.clock.now(), method: 'email' }
    await useConnection(world, { ...whose, ...caller, machineId, proved })
    return machineId
  }

  it('a proof on a connection: it is asked for again', async () => {
    await prove()
    expect(decide(await factsNow()).check).toBe('known')
    backInTime()
    expect(decide(await factsNow()).verdict).not.toBe('allow')
    // The clocks of two nodes may differ a little.
    await prove()
    world.clock.advance(-minute)
    expect(decide(await factsNow()).check).toBe('known')
  })

  it('a machine that was recognized, and the last use of one', async () => {
    await prefer('UMA', 'on')
    const machineId = await prove()
    await recognizeMachine(world, machineId, { personId: 'per_a', ...caller })
    expect((await factsNow()).machine.state).toBe('recognized')
    backInTime()
    expect((await factsNow()).machine.state).toBe('unrecognized')
    const recognized_at = world.clock.now().getTime()
    await world.database.updateTable('machines').set({ recognized_at }).execute()
    expect((await factsNow()).machine.state).toBe('idle')
  })

  it('a reset', async () => {
    const expiresAt = later(world.clock.now(), hour)
    await insertReset(world, { ...whose, openedBy: null, reason: 'Lost', expiresAt })
    expect((await factsNow()).resetOpen).toBe(true)
    backInTime()
    expect((await factsNow()).resetOpen).toBe(false)
    expect(await openResetsOf(world, ['per_a'])).toEqual(new Map())
  })

  it('a link', async () => {
    const expiresAt = later(world.clock.now(), hour)
    const token = await makeLink(world, { ...whose, purpose: 'password-reset', data: {}, expiresAt })
    expect(await findLink(world, 'password-reset', token)).toBeDefined()
    backInTime()
    expect(await findLink(world, 'password-reset', token)).toBeUndefined()
  })

  it('a fresh proof of a session', () => {
    const freshAt = world.clock.now()
    expect(freshUntil({ freshAt }, world.clock.now())).not.toBeNull()
    backInTime()
    expect(freshUntil({ freshAt }, world.clock.now())).toBeNull()
  })
})
