import { afterEach, expect, it } from 'vitest'
import { day, minute } from '../../server/base/duration.ts'
import {
  consumeChallenge,
  freshSecret,
  insertChallenge,
} from '../../server/features/challenges/challenges.store.ts'
import { saveFactor, takeAppStep } from '../../server/features/factors/factors.store.ts'
import { closedMethods, takeMethodAttempt } from '../../server/features/limits/method-limits.store.ts'
import { findLink, makeLink, useLink } from '../../server/features/links/links.store.ts'
import { useConnection } from '../../server/features/machines/connections.store.ts'
import { findMachine, useMachine } from '../../server/features/machines/machines.store.ts'
import { loadRecords } from '../../server/features/policy/facts.store.ts'
import { openResetsOf } from '../../server/features/policy/reset-grants.store.ts'
import { transaction } from '../../server/tools/transaction.ts'
import { onBothEngines } from '../support/engines.ts'
import { plant } from '../support/plant.ts'
import { type TestWorld, testWorld } from '../support/world.ts'

const whose = { organizationId: 'org_a', personId: 'per_a', method: 'email' } as const
const caller = {
  address: '198.51.100.7',
  network: '198.51.100.7',
  browser: 'Chrome',
  system: 'Windows',
  machineToken: 'a machine token',
}
const many = Array.from({ length: 50 })

onBothEngines('bookkeeping with many callers at once', (open) => {
  const worlds: TestWorld[] = []
  /** Two nodes on one database, with the same keys. */
  async function nodes(): Promise<[TestWorld, TestWorld]> {
    const database = await open()
    worlds.push(await testWorld({ database }), await testWorld({ database }))
    const [left, right] = [worlds.at(-2)!, worlds.at(-1)!]
    right.vault = left.vault
    await plant(left.database, { people: ['per_a'], signIns: ['sig_a'] })
    return [left, right]
  }
  afterEach(async () => {
    for (const world of worlds.splice(0)) await world.close()
  })

  /** The same act by fifty callers, on two nodes in turn. */
  async function atOnce<Result>(
    [left, right]: [TestWorld, TestWorld],
    act: (world: TestWorld) => Promise<Result>,
  ) {
    return Promise.all(many.map((_, each) => act(each % 2 ? left : right)))
  }

  it('R5.10 a challenge is consumed once', async () => {
    const both = await nodes()
    const challenge = await insertChallenge(both[0], {
      ...whose,
      signInId: 'sig_a',
      sessionId: null,
      purpose: 'sign-in',
      address: 'a@harbor.example',
      secret: freshSecret(both[0]),
      digits: 6,
      lifeMinutes: 2,
    })
    const taken = await atOnce(both, (world) => consumeChallenge(world, challenge.id))
    expect(taken.filter(Boolean)).toHaveLength(1)
  })

  it('R5.7 a step of the app is taken once, and no earlier one after it', async () => {
    const both = await nodes()
    await saveFactor(both[0], { ...whose, method: 'app', address: null, key: 'JBSWY3DPEHPK3PXP' })
    const taken = await atOnce(both, (world) => takeAppStep(world, whose.personId, 1000))
    expect(taken.filter(Boolean)).toHaveLength(1)
    expect(await takeAppStep(both[0], whose.personId, 999)).toBe(false)
    expect(await takeAppStep(both[0], whose.personId, 1001)).toBe(true)
  })

  it('R5.9 ten attempts are granted before a method locks, however many come at once', async () => {
    const both = await nodes()
    const attempts = await atOnce(both, (world) => takeMethodAttempt(world, whose))
    expect(attempts.filter(({ granted }) => granted)).toHaveLength(10)
    const lockedUntil = new Date(both[0].clock.now().getTime() + 15 * minute)
    expect(attempts).toContainEqual({ granted: false, until: lockedUntil })
    expect(await closedMethods(both[0], whose.personId)).toEqual(new Map([['email', lockedUntil]]))
  })

  it('R5.9 locks double, and the fiftieth wrong code disables the method until it is set up again', async () => {
    const [world] = await nodes()
    const locks: number[] = []
    for (let wrong = 1; wrong <= 50; wrong++) {
      expect(await takeMethodAttempt(world, whose)).toEqual({ granted: true, wrongInRow: wrong })
      const until = (await closedMethods(world, whose.personId)).get('email')
      if (!until) continue
      locks.push((until.getTime() - world.clock.now().getTime()) / minute)
      world.clock.set(until)
    }
    expect(locks).toEqual([15, 30, 60, 120])
    world.clock.advance(365 * day)
    expect(await takeMethodAttempt(world, whose)).toEqual({ granted: false, until: null })
  })

  it('R7.2 a reset runs out', async () => {
    const both = await nodes()
    const now = both[0].clock.now().getTime()
    const grant = {
      organization_id: 'org_a',
      person_id: 'per_a',
      opened_by: 'per_b',
      reason: 'new phone',
      opened_at: now,
      spent_at: null,
    }
    await both[0].database
      .insertInto('reset_grants')
      .values({ ...grant, id: 'gra_a', expires_at: now + minute })
      .execute()
    expect(await openResetsOf(both[0], ['per_a'])).toEqual(new Map([['per_a', 'gra_a']]))
    both[0].clock.advance(minute)
    expect(await openResetsOf(both[0], ['per_a'])).toEqual(new Map())
  })

  it('a link works once, for its own purpose, until it runs out', async () => {
    const both = await nodes()
    const expiresAt = new Date(both[0].clock.now().getTime() + day)
    const token = await makeLink(both[0], {
      organizationId: 'org_a',
      personId: 'per_a',
      purpose: 'not-me',
      data: { a: 1 },
      expiresAt,
    })
    expect(await findLink(both[0], 'invitation', token)).toBeUndefined()
    const link = (await findLink<{ a: number }>(both[0], 'not-me', token))!
    expect(link.data).toEqual({ a: 1 })
    const used = await atOnce(both, (world) => useLink(world, link.id))
    expect(used.filter(Boolean)).toHaveLength(1)
    expect(await findLink(both[0], 'not-me', token)).toBeUndefined()
    const stored = await both[0].database.selectFrom('links').selectAll().executeTakeFirstOrThrow()
    expect(JSON.stringify(stored)).not.toContain(token)
  })

  it('R4.7 one machine and one connection come of many first sign-ins at once', async () => {
    const both = await nodes()
    const ids = await atOnce(both, (world) => useMachine(world, 'org_a', caller))
    expect(new Set(ids).size).toBe(1)
    const machineId = ids[0]!
    const proved = { at: both[0].clock.now(), method: 'email' }
    const seen = await atOnce(both, (world) =>
      useConnection(world, { ...whose, ...caller, machineId, proved }),
    )
    expect(new Set(seen.map(({ id }) => id)).size).toBe(1)
    const { connections } = await loadRecords(both[1], { ...whose, id: whose.personId }, caller)
    expect(connections).toHaveLength(1)
  })

  it('nothing of a machine is visible to another organization', async () => {
    const [world] = await nodes()
    await useMachine(world, 'org_a', caller)
    expect(await findMachine(world, 'org_b', caller.machineToken)).toBeUndefined()
    expect(await findMachine(world, 'org_a', caller.machineToken)).toBeDefined()
  })

  it('what was rolled back is not there, and tells nobody', async () => {
    const [world] = await nodes()
    let told = 0
    world.sessionsEnded = () => void told++
    const failing = transaction(world, async (inside) => {
      await useMachine(inside, 'org_a', caller)
      inside.sessionsEnded()
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(told).toBe(0)
    expect(await findMachine(world, 'org_a', caller.machineToken)).toBeUndefined()
  })
})
