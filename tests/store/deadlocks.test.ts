import { afterEach, expect, it } from 'vitest'
import { personActor } from '../../server/base/actor.ts'
import { makeLink } from '../../server/features/links/links.store.ts'
import { useConnection } from '../../server/features/machines/connections.store.ts'
import { recognizeMachine, useMachine } from '../../server/features/machines/machines.store.ts'
import { insertOrganization } from '../../server/features/organizations/organizations.store.ts'
import { insertPerson } from '../../server/features/people/people.store.ts'
import { revokeMachine } from '../../server/features/revocation/revoke-machine.flow.ts'
import { insertSession } from '../../server/features/sessions/sessions.store.ts'
import { reportSignIn } from '../../server/features/sign-in/not-me.flow.ts'
import { onBothEngines } from '../support/engines.ts'
import { type TestWorld, testWorld } from '../support/world.ts'

const tomorrow = new Date('2026-05-05T08:03:00Z')
const place = { network: '198.51.100.7', browser: 'Chrome', system: 'Windows' }

onBothEngines('Two changes at once', (open) => {
  const worlds: TestWorld[] = []
  afterEach(async () => {
    for (const world of worlds.splice(0)) await world.close()
  })

  it('"this was not me" and "revoke this machine" never wait for each other in a circle (A11)', async () => {
    const world = await testWorld({ database: await open() })
    worlds.push(world)
    const { id: organizationId } = await insertOrganization(world, 'Harbor Agency')
    const named = { organizationId, displayName: 'Bill', email: null, cellPhone: null, locationId: null }
    const personId = (await insertPerson(world, { ...named, userName: 'BILL', passwordHash: null }))!
    const by = personActor({ id: personId, displayName: 'Dana' }, { ...place, address: '198.51.100.9' })
    const acting = { organizationId, by, sessionId: 'ses_of_dana' }
    for (let round = 0; round < 25; round++) {
      const token = `machine ${round}`
      const here = { ...place, address: place.network, machineToken: token }
      const machineId = await useMachine(world, organizationId, here)
      const proved = { at: world.clock.now(), method: 'email' }
      const { id: connectionId } = await useConnection(world, {
        organizationId,
        personId,
        machineId,
        ...place,
        proved,
      })
      await recognizeMachine(world, machineId, { personId, ...place })
      const sessionId = await insertSession(world, {
        ...here,
        organizationId,
        personId,
        machineId,
        connectionId,
        token,
        passwordAt: world.clock.now(),
        secondFactorAt: null,
        method: null,
        letThroughBy: null,
        isFresh: false,
        idleMinutes: 30,
        expiresAt: tomorrow,
      })
      const data = { ...place, sessionId, connectionId, machineId, at: tomorrow.toISOString(), address: '' }
      const link = { organizationId, personId, purpose: 'not-me' as const, data, expiresAt: tomorrow }
      const report = await makeLink(world, link)
      const both = await Promise.allSettled([
        reportSignIn(world, report, '198.51.100.9'),
        revokeMachine(world, { ...acting, id: machineId }),
      ])
      expect(both, `round ${round}`).toMatchObject([{ status: 'fulfilled' }, { status: 'fulfilled' }])
    }
  })
})
