import { afterEach, expect, it } from 'vitest'
import { minute } from '../../server/base/duration.ts'
import {
  consumeChallenge,
  freshSecret,
  insertChallenge,
} from '../../server/features/challenges/challenges.store.ts'
import {
  type ChallengeOwner,
  carryOver,
  closeCodes,
  closeOwned,
  findChallenge,
  openMethods,
  takeTry,
} from '../../server/features/challenges/owned-challenges.store.ts'
import { makeLink, useLinksOf } from '../../server/features/links/links.store.ts'
import { closeResets, insertReset, openResetsOf } from '../../server/features/policy/reset-grants.store.ts'
import { onBothEngines } from '../support/engines.ts'
import { plant } from '../support/plant.ts'
import { type TestWorld, testWorld } from '../support/world.ts'

const bySession: ChallengeOwner = { signInId: null, sessionId: 'ses_a' }
const bySignIn: ChallengeOwner = { signInId: 'sig_a', sessionId: null }
const person = { organizationId: 'org_a', personId: 'per_a' }

onBothEngines('challenges of set-up and of fresh proofs', (open) => {
  const worlds: TestWorld[] = []
  async function newWorld(): Promise<TestWorld> {
    const world = await testWorld({ database: await open() })
    await plant(world.database, { people: ['per_a'], sessions: ['ses_a'], signIns: ['sig_a', 'sig_b'] })
    worlds.push(world)
    return world
  }
  afterEach(async () => {
    for (const world of worlds.splice(0)) await world.close()
  })

  const ask = (world: TestWorld, owner: ChallengeOwner, method: 'email' | 'app' = 'email') =>
    insertChallenge(world, {
      ...person,
      ...owner,
      purpose: 'enrollment',
      method,
      address: method === 'app' ? null : 'a@harbor.example',
      secret: freshSecret(world),
      digits: 6,
      lifeMinutes: 2,
    })

  it('R5.8 of fifty simultaneous tries three are granted', async () => {
    const world = await newWorld()
    const { id } = await ask(world, bySession)
    const taken = await Promise.all(Array.from({ length: 50 }, () => takeTry(world, id)))
    const granted = taken.flatMap((one) => one?.tries ?? [])
    expect(granted.sort()).toEqual([1, 2, 3])
  })

  it('belong to one sign-in or one session, and are found by nobody else', async () => {
    const world = await newWorld()
    const mine = await ask(world, bySession)
    await ask(world, bySignIn, 'app')
    const find = (owner: ChallengeOwner) => findChallenge(world, { owner, purpose: 'enrollment' })
    expect((await find(bySession))?.id).toBe(mine.id)
    expect((await find(bySignIn))?.method).toBe('app')
    expect(await find({ signInId: null, sessionId: 'ses_b' })).toBeUndefined()
    expect(await findChallenge(world, { owner: bySession, purpose: 'fresh-proof' })).toBeUndefined()
    expect(await openMethods(world, { owner: bySignIn, purpose: 'enrollment' })).toEqual(['app'])
  })

  it('the newest is the one that is looked at, and closing takes all of a way', async () => {
    const world = await newWorld()
    await ask(world, bySession)
    world.clock.advance(1)
    const newest = await ask(world, bySession)
    const app = await ask(world, bySession, 'app')
    const which = { owner: bySession, purpose: 'enrollment', method: 'email' } as const
    expect((await findChallenge(world, which))?.id).toBe(newest.id)
    await closeOwned(world, which)
    expect(await findChallenge(world, which)).toBeUndefined()
    expect((await findChallenge(world, { ...which, method: 'app' }))?.id).toBe(app.id)
  })

  it('what is closed or used keeps no secret, and grants no try', async () => {
    const world = await newWorld()
    const used = await ask(world, bySession)
    const closed = await ask(world, bySignIn, 'app')
    expect(await consumeChallenge(world, used.id)).toBe(true)
    await closeCodes(world, { of: 'sign-in', personId: person.personId, exceptId: null })
    expect(await consumeChallenge(world, closed.id)).toBe(false)
    for (const { id } of [used, closed]) expect(await takeTry(world, id)).toBeUndefined()
    const rows = await world.database.selectFrom('challenges').select('secret_sealed').execute()
    expect(rows).toEqual([{ secret_sealed: null }, { secret_sealed: null }])
  })

  it('ending the sign-ins of a person leaves the one that goes on, and the sessions, what they asked', async () => {
    const world = await newWorld()
    const goesOn = await ask(world, bySignIn)
    const ends = await ask(world, { signInId: 'sig_b', sessionId: null })
    const session = await ask(world, bySession)
    await closeCodes(world, { of: 'sign-in', personId: person.personId, exceptId: 'sig_a' })
    const open = await world.database
      .selectFrom('challenges')
      .select('id')
      .where('closed_at', 'is', null)
      .execute()
    expect(open.map(({ id }) => id).sort()).toEqual([goesOn.id, session.id].sort())
    expect(await takeTry(world, ends.id)).toBeUndefined()
  })

  it('another way goes on with the count and the time of the first', async () => {
    const world = await newWorld()
    const first = await ask(world, bySession)
    await takeTry(world, first.id)
    const before = (await findChallenge(world, { owner: bySession, purpose: 'enrollment' }))!
    world.clock.advance(minute)
    const second = await ask(world, bySession, 'app')
    await carryOver(world, second.id, before)
    const which = { owner: bySession, purpose: 'enrollment', method: 'app' } as const
    expect(await findChallenge(world, which)).toMatchObject({ tries: 1, createdAt: before.createdAt })
  })

  it('a new reset is the only open one, and a closed one opens nothing', async () => {
    const world = await newWorld()
    const expiresAt = new Date(world.clock.now().getTime() + minute)
    const reset = { ...person, openedBy: null, reason: 'Phone lost', expiresAt }
    await insertReset(world, reset)
    const open = async () => (await openResetsOf(world, [person.personId])).get(person.personId)
    const first = await open()
    await closeResets(world, person.personId)
    expect(await open()).toBeUndefined()
    await insertReset(world, reset)
    const second = await open()
    expect(second).toBeDefined()
    expect(second).not.toBe(first)
    world.clock.advance(minute)
    expect(await open()).toBeUndefined()
  })

  it('links of a person are used up by purpose', async () => {
    const world = await newWorld()
    const expiresAt = new Date(world.clock.now().getTime() + minute)
    for (const purpose of ['password-reset', 'password-reset', 'invitation'] as const)
      await makeLink(world, { ...person, purpose, data: {}, expiresAt })
    await useLinksOf(world, person.personId, ['password-reset'])
    const rows = await world.database.selectFrom('links').select(['purpose', 'used_at']).execute()
    expect(rows.filter((row) => row.used_at === null).map((row) => row.purpose)).toEqual(['invitation'])
  })
})
