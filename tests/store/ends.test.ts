import { afterEach, expect, it } from 'vitest'
import { commandLine, personActor } from '../../server/base/actor.ts'
import { day, later } from '../../server/base/duration.ts'
import { changeContact } from '../../server/features/accounts/change-contact.flow.ts'
import { changeRights } from '../../server/features/accounts/change-rights.flow.ts'
import { erasePerson } from '../../server/features/accounts/erasure/erase-person.flow.ts'
import { setActive } from '../../server/features/accounts/set-active.flow.ts'
import { undoChange } from '../../server/features/accounts/undo-contact.flow.ts'
import { freshSecret, insertChallenge } from '../../server/features/challenges/challenges.store.ts'
import type { ChallengeOwner } from '../../server/features/challenges/owned-challenges.store.ts'
import { findChallenge } from '../../server/features/challenges/owned-challenges.store.ts'
import { asEnroller, type Enroller } from '../../server/features/enrollment/enroller.flow.ts'
import { finishEnrollment } from '../../server/features/enrollment/finish-enrollment.flow.ts'
import { makeReady } from '../../server/features/enrollment/make-ready.flow.ts'
import { removeMethod } from '../../server/features/enrollment/remove-method.flow.ts'
import { saveFactor } from '../../server/features/factors/factors.store.ts'
import { makeLink } from '../../server/features/links/links.store.ts'
import { insertLocation } from '../../server/features/locations/locations.store.ts'
import { removeLocation } from '../../server/features/locations/manage-locations.flow.ts'
import { useConnection } from '../../server/features/machines/connections.store.ts'
import { registerKey } from '../../server/features/machines/key/machine-keys.store.ts'
import { issueMachineToken } from '../../server/features/machines/machine-token.ts'
import { recognizeMachine, useMachine } from '../../server/features/machines/machines.store.ts'
import { insertOrganization } from '../../server/features/organizations/organizations.store.ts'
import { changePassword } from '../../server/features/passwords/change-password.flow.ts'
import {
  finishSetUp,
  insertPerson,
  personById,
  undoSetUp,
} from '../../server/features/people/people.store.ts'
import { decide } from '../../server/features/policy/decide.ts'
import { loadFacts } from '../../server/features/policy/facts.store.ts'
import { insertReset } from '../../server/features/policy/reset-grants.store.ts'
import { changePreference } from '../../server/features/preferences/change-preference.flow.ts'
import {
  endOtherSessions,
  endOwnSession,
  forgetOwnConnection,
  forgetOwnConnections,
} from '../../server/features/profile/own-places.flow.ts'
import { beginEpoch } from '../../server/features/recovery/begin-epoch.flow.ts'
import { undoReset } from '../../server/features/resets/not-my-reset.flow.ts'
import { sealMethods } from '../../server/features/resets/removed-methods.store.ts'
import { resetOwn } from '../../server/features/resets/reset-own.flow.ts'
import { endWhatRestsOn } from '../../server/features/revocation/end-what-rests-on.flow.ts'
import { type Change, type Ends, ends } from '../../server/features/revocation/ends.ts'
import { revokeMachine } from '../../server/features/revocation/revoke-machine.flow.ts'
import { signEverybodyOut } from '../../server/features/revocation/sign-everybody-out.flow.ts'
import {
  findSession,
  insertSession,
  type OpenSession,
} from '../../server/features/sessions/sessions.store.ts'
import { beginSignIn } from '../../server/features/sign-in/begin-sign-in.flow.ts'
import { reportSignIn } from '../../server/features/sign-in/not-me.flow.ts'
import { insertSignIn, type SignIn } from '../../server/features/sign-in/sign-ins.store.ts'
import { makeToken } from '../../server/tools/random.ts'
import { onBothEngines } from '../support/engines.ts'
import { type TestWorld, testWorld } from '../support/world.ts'

const tomorrow = new Date('2026-05-05T08:03:00Z')
const purposes = ['invitation', 'password-reset', 'not-me', 'not-my-reset', 'not-my-change'] as const
const password = 'harbor in the morning rain'
type Who = 'bill' | 'cora'

/** Bill with all that may rest on something, and his colleague Cora with the same, on the same machine. */
async function office(world: TestWorld) {
  const { id: organizationId } = await insertOrganization(world, 'Harbor Agency')
  const locationId = await insertLocation(world, organizationId, 'Main Street')
  for (const [code, value] of [
    ['2FA', 'On'],
    ['NEWCONNECTIONNOTICE', 'off'],
  ] as const)
    await changePreference(world, { organizationId, by: commandLine, code, value })
  const names = new Map<string, string>()
  const machines: Record<string, { id: string; token: string }> = {}
  for (const name of ['here', 'there']) {
    const token = issueMachineToken(world.vault, makeToken(world.random))
    machines[name] = {
      id: await useMachine(world, organizationId, { ...caller, machineToken: token }),
      token,
    }
  }
  const people = {
    bill: await furnish({ world, organizationId, locationId, machines, names }, 'bill'),
    cora: await furnish({ world, organizationId, locationId, machines, names }, 'cora'),
  }
  const firstRun = { organizationId: null, personId: null, purpose: 'first-run' as const, data: {} }
  await makeLink(world, { ...firstRun, expiresAt: tomorrow })
  for (const [name, { id }] of Object.entries(machines)) {
    names.set(id, `recognition ${name}`)
    await registerKey(world, id, `key ${name}`)
  }
  return { world, organizationId, locationId, machines, people, names }
}

const caller = {
  address: '198.51.100.7',
  network: '198.51.100.7',
  browser: 'Chrome',
  system: 'Windows',
  machineToken: null as string | null,
}

interface Furnishing {
  world: TestWorld
  organizationId: string
  locationId: string
  machines: Record<string, { id: string; token: string }>
  /** What a row is called below. */
  names: Map<string, string>
}

async function furnish(to: Furnishing, who: Who) {
  const { world, organizationId, locationId, machines, names } = to
  const at = world.clock.now()
  const address = `${who}@harbor.example`
  const personId = await insertPerson(world, {
    organizationId,
    userName: who.toUpperCase(),
    displayName: who,
    email: address,
    cellPhone: '+15555554217',
    locationId,
    passwordHash: await world.passwords.hash(password),
  })
  const whose = { organizationId, personId }
  await saveFactor(world, { ...whose, method: 'email', address, key: null })
  await saveFactor(world, { ...whose, method: 'app', address: null, key: 'JBSWY3DPEHPK3PXP' })
  await finishSetUp(world, personId, 'email')
  const person = await personById(world, personId)
  const sessions: Record<string, OpenSession> = {}
  const signIns: Record<string, SignIn & { token: string }> = {}
  for (const place of ['here', 'there']) {
    const machineId = machines[place]!.id
    const { network, browser, system } = caller
    const there = { ...whose, machineId, network, browser, system }
    const { id: connectionId } = await useConnection(world, { ...there, proved: { at, method: 'email' } })
    if (who === 'bill') await recognizeMachine(world, machineId, { personId, browser, system })
    names.set(connectionId, `connection ${who} ${place}`)
    const token = makeToken(world.random)
    const proof = { passwordAt: at, secondFactorAt: at, method: 'email' as const, letThroughBy: null }
    const life = { isFresh: true, idleMinutes: 30, expiresAt: tomorrow }
    const sessionId = await insertSession(world, {
      ...there,
      ...proof,
      ...life,
      token,
      connectionId,
      address: caller.address,
    })
    sessions[place] = (await findSession(world, token))!
    names.set(sessionId, `session ${who} ${place}`)
    await code({ signInId: null, sessionId }, `code of session ${who} ${place}`)
    const signInToken = makeToken(world.random)
    const { facts } = await loadFacts(world, person, caller)
    const signIn = await insertSignIn(world, {
      ...whose,
      token: signInToken,
      state: 'enroll',
      facts,
      decision: decide(facts),
      resetId: null,
      returnTo: '/',
      knownMachineId: null,
      caller,
    })
    signIns[place] = { ...signIn, token: signInToken }
    names.set(signIn.id, `sign-in ${who} ${place}`)
    await code({ signInId: signIn.id, sessionId: null }, `code of sign-in ${who} ${place}`)
  }
  await world.database
    .updateTable('people')
    .set({ first_password_hash: 'paper', first_password_until: tomorrow.getTime() })
    .where('id', '=', personId)
    .execute()
  await insertReset(world, { ...whose, openedBy: null, reason: '', expiresAt: tomorrow })
  for (const purpose of purposes) await makeLink(world, { ...whose, purpose, data: {}, expiresAt: tomorrow })
  return { id: personId, sessions, signIns }

  async function code(owner: ChallengeOwner, name: string) {
    const life = { secret: freshSecret(world), digits: 6, lifeMinutes: 2 }
    const asked = { ...whose, ...owner, ...life, purpose: 'enrollment' as const, method: 'text' as const }
    const { id } = await insertChallenge(world, { ...asked, address: '+15555554217' })
    names.set(id, name)
  }
}

type Office = Awaited<ReturnType<typeof office>>

/** What of it is still there, by name; connections: remembered, or merely seen. */
async function whatIsLeft({ world, people, names }: Office): Promise<Record<string, string>> {
  const { database } = world
  const found: Record<string, string> = {}
  const note = (name: string | undefined, state = 'open') => {
    if (name) found[name] = state
  }
  for (const { id } of await database
    .selectFrom('sessions')
    .select('id')
    .where('ended_at', 'is', null)
    .execute())
    note(names.get(id))
  for (const { id } of await database
    .selectFrom('sign_ins')
    .select('id')
    .where('state', '=', 'enroll')
    .execute())
    note(names.get(id))
  const open = database.selectFrom('challenges').select('id').where('closed_at', 'is', null)
  for (const { id } of await open.where('consumed_at', 'is', null).execute()) note(names.get(id))
  for (const { id, proved_at } of await database.selectFrom('connections').selectAll().execute())
    note(names.get(id), proved_at === null ? 'seen' : 'remembered')
  const recognized = database.selectFrom('machines').select('id').where('recognized_at', 'is not', null)
  for (const { id } of await recognized.execute()) note(names.get(id))
  for (const { public_key } of await database.selectFrom('machines').select('public_key').execute())
    if (public_key) note(public_key)
  const whose = (id: string | null) => (id === people.bill.id ? 'bill' : 'cora')
  const papers = database.selectFrom('people').select('id').where('first_password_hash', 'is not', null)
  for (const { id } of await papers.execute()) note(`first password ${whose(id)}`)
  const resets = database.selectFrom('reset_grants').selectAll().where('spent_at', 'is', null)
  for (const one of await resets.where('expires_at', '=', tomorrow.getTime()).execute())
    note(`reset ${whose(one.person_id)}`)
  for (const one of await database.selectFrom('links').selectAll().where('used_at', 'is', null).execute())
    note(one.person_id === null ? one.purpose : `${one.purpose} ${whose(one.person_id)}`)
  return found
}

/** The same, as the row of the table says; made of the words alone. */
function expected(row: Ends, { asked, remembers }: Asked): Record<string, string> {
  const left: Record<string, string> = {}
  const ofAll = row.of === 'everybody' || row.of === 'organization'
  for (const who of ['bill', 'cora'] as const) {
    const isTheirs = ofAll || (row.of === 'person' && who === 'bill')
    for (const place of ['here', 'there']) {
      const inScope = row.of === 'machine' ? place === 'here' : isTheirs
      const asks = (kind: 'session' | 'sign-in') => asked === kind && who === 'bill' && place === 'here'
      const ends = (cell: string, kind: 'session' | 'sign-in') =>
        (cell === 'end' && inScope) ||
        (cell === 'others end' && inScope && !asks(kind)) ||
        (cell === 'this one ends' && inScope && place === 'there')
      if (!ends(row.sessions, 'session')) left[`session ${who} ${place}`] = 'open'
      if (!ends(row.codes, 'session')) left[`code of session ${who} ${place}`] = 'open'
      if (!ends(row.signIns, 'sign-in')) {
        left[`sign-in ${who} ${place}`] = 'open'
        left[`code of sign-in ${who} ${place}`] = 'open'
      }
      // With the key of the machine goes all that was proved on it.
      const isOfDeadKey = row.key === 'dies' && place === 'here'
      const isForgotten =
        isOfDeadKey || (row.connections === 'are forgotten' && inScope && !(remembers && asks('session')))
      const isGone =
        inScope &&
        (row.connections === 'are gone' || (row.connections === 'this one is gone' && place === 'here'))
      if (!isGone) left[`connection ${who} ${place}`] = isForgotten ? 'seen' : 'remembered'
    }
    if (row.resets === 'stay' || !isTheirs) left[`reset ${who}`] = 'open'
    if (row.firstPassword === 'stays' || !isTheirs) left[`first password ${who}`] = 'open'
    for (const purpose of purposes)
      if (!row.links.includes(purpose) || !isTheirs) left[`${purpose} ${who}`] = 'open'
  }
  if (row.recognition === 'stays') left['recognition here'] = 'open'
  if (row.key === 'stays') left['key here'] = 'open'
  left['recognition there'] = 'open'
  left['key there'] = 'open'
  if (!row.links.includes('first-run')) left['first-run'] = 'open'
  return left
}

interface Asked {
  /** Where Bill asks for it, `here`; null where somebody else does. */
  asked: 'session' | 'sign-in' | null
  /** What was proved in the act itself is remembered (decision 0021). */
  remembers?: true
  make(office: Office): Promise<unknown>
}

const here = ({ machines }: Office) => ({ ...caller, machineToken: machines.here!.token })
const session = ({ people }: Office) => people.bill.sessions.here!
const bySession = (office: Office): Extract<Enroller, { signIn: null }> => ({
  caller: here(office),
  personId: office.people.bill.id,
  signIn: null,
  session: session(office),
})
const asCora = ({ people }: Office) => personActor({ id: people.cora.id, displayName: 'Cora' }, caller)
const bill = ({ world, people }: Office) => personById(world, people.bill.id)
const whoAsks = ({ organizationId, people }: Office) => ({
  organizationId,
  by: personActor({ id: people.bill.id, displayName: 'Bill' }, caller),
})

/** A way is proved by the code that waits for it. */
async function prove(office: Office, enroller: Enroller, owner: ChallengeOwner) {
  const { world } = office
  const challenge = (await findChallenge(world, { owner, purpose: 'enrollment' }))!
  await asEnroller(world, enroller, (world, person) =>
    makeReady(world, { enroller, person, challenge, appStep: null }),
  )
}

/** The real flow of each change; a new row of the table does not compile until it has one. */
const changes: Record<Change, Asked> = {
  'password-changed': {
    asked: 'session',
    make: (office) =>
      changePassword(office.world, {
        session: session(office),
        caller: here(office),
        password: 'another harbor in another rain',
      }),
  },
  'email-changed': {
    asked: 'session',
    make: async (office) =>
      changeContact(office.world, {
        person: await bill(office),
        email: 'bill@elsewhere.example',
        by: commandLine,
        keepSessionId: session(office).id,
      }),
  },
  'cell-phone-changed': {
    asked: 'session',
    make: async (office) =>
      changeContact(office.world, {
        person: await bill(office),
        cellPhone: '+15555550199',
        by: commandLine,
        keepSessionId: session(office).id,
      }),
  },
  'contact-change-undone': {
    asked: null,
    make: async (office) => {
      const { organizationId, world } = office
      // Only what was changed since goes with it.
      world.clock.advance(1)
      const whose = { organizationId, personId: office.people.bill.id }
      const was = {
        field: 'email',
        from: 'bill@harbor.example',
        to: 'bill@elsewhere.example',
        codesFrom: null,
      }
      const data = { ...was, at: tomorrow.toISOString(), by: null, place: null }
      const link = { ...whose, purpose: 'not-my-change' as const, data, expiresAt: later(tomorrow, day) }
      await undoChange(world, await makeLink(world, link), caller)
    },
  },
  'method-added': {
    asked: 'sign-in',
    make: (office) => {
      const signIn = office.people.bill.signIns.here!
      const who = { caller: here(office), personId: office.people.bill.id, session: null }
      const enroller = { ...who, signIn, signInToken: signIn.token }
      return prove(office, enroller, { signInId: signIn.id, sessionId: null })
    },
  },
  'method-replaced': {
    asked: 'session',
    remembers: true,
    make: async (office) => {
      const { world, organizationId, people } = office
      const old = { organizationId, personId: people.bill.id, method: 'text' as const, key: null }
      await saveFactor(world, { ...old, address: '+15555550100' })
      await prove(office, bySession(office), { signInId: null, sessionId: session(office).id })
    },
  },
  'method-removed': {
    asked: 'session',
    make: (office) => removeMethod(office.world, bySession(office), 'app'),
  },
  'default-changed': {
    asked: 'session',
    make: (office) => finishEnrollment(office.world, bySession(office), 'app'),
  },
  'set-up-finished': {
    asked: 'session',
    make: async (office) => {
      await undoSetUp(office.world, office.people.bill.id, null)
      await finishEnrollment(office.world, bySession(office), 'email')
    },
  },
  'sign-in-on-reset': {
    asked: null,
    make: async (office) => {
      await undoSetUp(office.world, office.people.bill.id, office.world.clock.now())
      const input = { userName: 'BILL', password, organization: undefined, returnTo: undefined, caller }
      await beginSignIn(office.world, { ...input, signInToken: null })
    },
  },
  'two-factor-reset': {
    asked: 'session',
    make: (office) =>
      resetOwn(office.world, { session: session(office), caller: here(office), password: undefined }),
  },
  'reset-undone': {
    asked: null,
    make: async (office) => {
      const { organizationId, world } = office
      const removed = await sealMethods(world, await bill(office))
      await world.database.updateTable('reset_grants').set({ removed_sealed: removed }).execute()
      const whose = { organizationId, personId: office.people.bill.id }
      const data = { ...caller, at: tomorrow.toISOString() }
      const link = { ...whose, purpose: 'not-my-reset' as const, data, expiresAt: later(tomorrow, day) }
      await undoReset(world, await makeLink(world, link), caller)
    },
  },
  'methods-cleared': {
    asked: 'session',
    make: async (office) => {
      const off = { code: '2FA', value: 'Off', by: commandLine } as const
      await changePreference(office.world, { ...off, organizationId: office.organizationId })
      await resetOwn(office.world, { session: session(office), caller: here(office), password: undefined })
    },
  },
  deactivated: {
    asked: null,
    make: async (office) =>
      setActive(office.world, asCora(office), { person: await bill(office), active: false }),
  },
  activated: {
    asked: null,
    make: async (office) => {
      const person = { ...(await bill(office)), active: false }
      await setActive(office.world, asCora(office), { person, active: true })
    },
  },
  'machine-revoked': {
    asked: 'session',
    make: (office) =>
      revokeMachine(office.world, {
        ...whoAsks(office),
        id: office.machines.here!.id,
        sessionId: session(office).id,
      }),
  },
  'machine-key-replaced': {
    asked: null,
    make: ({ world, machines }) =>
      endWhatRestsOn(world, 'machine-key-replaced', { machineId: machines.here!.id }),
  },
  'connection-forgotten': {
    asked: 'session',
    make: (office) => {
      const own = session(office)
      return forgetOwnConnection(office.world, { session: own, id: own.connectionId!, address: '' })
    },
  },
  'connections-forgotten': {
    asked: 'session',
    make: (office) => forgetOwnConnections(office.world, session(office), ''),
  },
  'session-ended': {
    asked: 'session',
    make: (office) => {
      const { id } = office.people.bill.sessions.there!
      return endOwnSession(office.world, { session: session(office), id, address: '' })
    },
  },
  'other-sessions-ended': {
    asked: 'session',
    make: (office) => endOtherSessions(office.world, session(office), ''),
  },
  'sign-in-reported': {
    asked: null,
    make: async (office) => {
      const { id: sessionId, connectionId, machineId } = session(office)
      const data = { ...caller, sessionId, connectionId, machineId, at: tomorrow.toISOString() }
      const whose = { organizationId: office.organizationId, personId: office.people.bill.id }
      const link = { ...whose, purpose: 'not-me' as const, data, expiresAt: later(tomorrow, day) }
      await reportSignIn(office.world, await makeLink(office.world, link), caller.address)
    },
  },
  'everybody-signed-out': {
    asked: 'session',
    make: (office) => signEverybodyOut(office.world, session(office), caller.address),
  },
  'epoch-begun': { asked: null, make: (office) => beginEpoch(office.world) },
  'person-erased': {
    asked: null,
    make: (office) =>
      erasePerson(office.world, {
        organizationId: office.organizationId,
        personId: office.people.bill.id,
        by: commandLine,
      }),
  },
  'rights-changed': {
    asked: null,
    make: async (office) =>
      changeRights(office.world, commandLine, {
        person: await bill(office),
        rights: ['Administer Machines'],
      }),
  },
  'location-removed': {
    asked: 'session',
    make: (office) =>
      removeLocation(office.world, { ...whoAsks(office), id: office.locationId, moveTo: null }),
  },
}

onBothEngines('What ends with what (R19.6)', (open) => {
  const worlds: TestWorld[] = []
  afterEach(async () => {
    for (const world of worlds.splice(0)) await world.close()
  })

  it.each(Object.keys(changes) as Change[])('%s', async (change) => {
    const world = await testWorld({ database: await open() })
    worlds.push(world)
    const before = await office(world)
    const { make } = changes[change]
    await make(before)
    expect(await whatIsLeft(before)).toEqual(expected(ends[change], changes[change]))
  })
})
