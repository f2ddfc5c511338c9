import { afterEach, expect, it } from 'vitest'
import { freshSecret, insertChallenge } from '../../server/features/challenges/challenges.store.ts'
import { loadAppKey, saveFactor, takeAppStep } from '../../server/features/factors/factors.store.ts'
import type { LinkPurpose } from '../../server/features/links/link-purpose.ts'
import { findLink, makeLink } from '../../server/features/links/links.store.ts'
import { queueMessage } from '../../server/features/messages/messages.store.ts'
import { insertOrganization } from '../../server/features/organizations/organizations.store.ts'
import { insertReset, openResetsOf } from '../../server/features/policy/reset-grants.store.ts'
import { beginEpoch, beginEpochAfterRestore } from '../../server/features/recovery/begin-epoch.flow.ts'
import { presentEpoch } from '../../server/features/recovery/one-time.store.ts'
import { insertSession } from '../../server/features/sessions/sessions.store.ts'
import { onBothEngines } from '../support/engines.ts'
import { type Plants, plant } from '../support/plant.ts'
import { type TestWorld, testWorld } from '../support/world.ts'

const whose = { organizationId: 'org_a', personId: 'per_a' }
const plants = { people: ['per_a'], machines: ['mac_a'], connections: ['con_a'] }
const tomorrow = new Date('2026-05-05T08:03:00Z')

onBothEngines('a new epoch', (open) => {
  const worlds: TestWorld[] = []
  async function newWorld(more: Plants = {}): Promise<TestWorld> {
    const world = await testWorld({ database: await open() })
    await plant(world.database, { ...plants, ...more })
    worlds.push(world)
    return world
  }
  afterEach(async () => {
    for (const world of worlds.splice(0)) await world.close()
  })

  const steps = (world: TestWorld) => Math.floor(world.clock.now().getTime() / 30_000)

  it('ends every session', async () => {
    const world = await newWorld()
    let told = 0
    world.sessionsEnded = () => void told++
    await insertSession(world, {
      ...whose,
      token: 'a token',
      machineId: 'mac_a',
      connectionId: 'con_a',
      passwordAt: world.clock.now(),
      secondFactorAt: null,
      method: null,
      letThroughBy: null,
      address: '198.51.100.7',
      browser: 'Chrome',
      system: 'Windows',
      isFresh: true,
      idleMinutes: 30,
      expiresAt: tomorrow,
    })
    await beginEpoch(world)
    const open = await world.database
      .selectFrom('sessions')
      .select('id')
      .where('ended_at', 'is', null)
      .execute()
    expect([open, told]).toEqual([[], 1])
  })

  it.each(['sign-in', 'enrollment', 'fresh-proof'] as const)(
    'closes a challenge of %s, and keeps nothing of its code',
    async (purpose) => {
      const world = await newWorld({ signIns: ['sig_a'] })
      const rest = { signInId: 'sig_a', sessionId: null, address: 'a@elm.example', digits: 6, lifeMinutes: 2 }
      const secret = freshSecret(world)
      await insertChallenge(world, { ...whose, ...rest, secret, purpose, method: 'email' })
      await beginEpoch(world)
      expect(
        await world.database.selectFrom('challenges').select(['closed_at', 'secret_sealed']).execute(),
      ).toEqual([{ closed_at: world.clock.now().getTime(), secret_sealed: null }])
    },
  )

  it.each(['not-me', 'not-my-reset', 'invitation', 'password-reset', 'first-run'] as LinkPurpose[])(
    'uses up a link of %s',
    async (purpose) => {
      const world = await newWorld()
      const token = await makeLink(world, { ...whose, purpose, data: {}, expiresAt: tomorrow })
      expect(await findLink(world, purpose, token)).toBeDefined()
      await beginEpoch(world)
      expect(await findLink(world, purpose, token)).toBeUndefined()
    },
  )

  it.each([
    ['code', 'over'],
    ['enroll', 'over'],
    ['refused', 'over'],
    ['done', 'done'],
  ])('a sign-in that stood at "%s" stands at "%s"', async (state, after) => {
    const world = await newWorld()
    const nothing = {
      method: null,
      proved_method: null,
      proved_at: null,
      grant_id: null,
      attempts: 0,
      sends: 0,
    }
    const place = { address: '', browser: '', system: '', return_to: '/' }
    await world.database
      .insertInto('sign_ins')
      .values({
        ...nothing,
        ...place,
        id: 'sig_a',
        organization_id: 'org_a',
        person_id: 'per_a',
        cookie_hash: 'x',
        state,
        enroll_follows: 0,
        decision: '{}',
        created_at: 1,
        expires_at: tomorrow.getTime(),
      })
      .execute()
    await beginEpoch(world)
    expect(await world.database.selectFrom('sign_ins').select('state').execute()).toEqual([{ state: after }])
  })

  it('closes a reset that is open', async () => {
    const world = await newWorld()
    await insertReset(world, { ...whose, openedBy: null, reason: 'Lost', expiresAt: tomorrow })
    await beginEpoch(world)
    expect(await openResetsOf(world, ['per_a'])).toEqual(new Map())
  })

  it.each([
    ['code', 'dropped', false],
    ['invitation', 'dropped', false],
    ['new-connection', 'dropped', false],
    ['password-changed', 'waiting', true],
    ['two-factor-reset', 'waiting', true],
  ])('a waiting message of kind %s is %s', async (kind, state, keepsContent) => {
    const world = await newWorld()
    const message = { ...whose, channel: 'email', recipient: 'a@elm.example', kind } as const
    await queueMessage(world, { ...message, content: { text: 'x' }, dropAt: null })
    await beginEpoch(world)
    const row = await world.database.selectFrom('messages').selectAll().executeTakeFirstOrThrow()
    expect([row.state, row.content_sealed !== '']).toEqual([state, keepsContent])
  })

  it.each([
    ['never', null, 1],
    ['long ago', -1000, 1],
    ['just now, from a phone ahead', 1, 1],
    ['from a clock that went ahead', 50, 50],
  ])('an app used %s takes no code of the present, nor of the step after it', async (_, used, after) => {
    const world = await newWorld()
    await saveFactor(world, { ...whose, method: 'app', address: null, key: 'JBSWY3DPEHPK3PXP' })
    await saveFactor(world, { ...whose, method: 'email', address: 'a@elm.example', key: null })
    if (used !== null) await takeAppStep(world, 'per_a', steps(world) + used)
    await beginEpoch(world)
    expect((await loadAppKey(world, 'per_a'))?.lastStep).toBe(steps(world) + after)
    expect(await takeAppStep(world, 'per_a', steps(world) + after)).toBe(false)
    expect(await takeAppStep(world, 'per_a', steps(world) + after + 1)).toBe(true)
  })

  it('has a higher number than any before, and each organization reads of it in its audit', async () => {
    const world = await newWorld()
    await insertOrganization(world, 'Oak Clinic')
    expect(await presentEpoch(world)).toBe(0)
    expect([await beginEpoch(world), await beginEpoch(world)]).toEqual([1, 2])
    const madeAt = '2026-05-03T08:03:00.000Z'
    expect(await beginEpochAfterRestore(world, { earlier: 7, madeAt })).toBe(8)
    expect(await beginEpochAfterRestore(world, { earlier: 1, madeAt })).toBe(9)
    expect(await presentEpoch(world)).toBe(9)
    const told = await world.database
      .selectFrom('audit')
      .select(['organization_id', 'event', 'data', 'actor_id'])
      .execute()
    expect(new Set(told.map(({ organization_id }) => organization_id)).size).toBe(2)
    expect(told.filter(({ event }) => event === 'epoch-begun')).toHaveLength(4)
    expect(told.filter(({ data }) => data === JSON.stringify({ epoch: 8, madeAt }))).toHaveLength(2)
  })
})
