import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { type EndpointName, endpointTable } from '../../contract/api/endpoints.ts'
import { rights } from '../../contract/words.ts'
import { personActor } from '../../server/base/actor.ts'
import { minute } from '../../server/base/duration.ts'
import { insertPending } from '../../server/features/accounts/pending-changes.store.ts'
import { saveFactor } from '../../server/features/factors/factors.store.ts'
import { openFirstRun } from '../../server/features/first-run/first-run.flow.ts'
import { makeLink } from '../../server/features/links/links.store.ts'
import { insertLocation } from '../../server/features/locations/locations.store.ts'
import { useConnection } from '../../server/features/machines/connections.store.ts'
import { useMachine } from '../../server/features/machines/machines.store.ts'
import { queueMessage } from '../../server/features/messages/messages.store.ts'
import { saveFirstPassword } from '../../server/features/people/first-password.store.ts'
import { finishSetUp, insertPerson } from '../../server/features/people/people.store.ts'
import { lockOrders } from '../../server/features/revocation/lock-order.ts'
import { grantRight } from '../../server/features/rights/rights.store.ts'
import { insertSession } from '../../server/features/sessions/sessions.store.ts'
import { makeToken } from '../../server/tools/random.ts'
import { transaction } from '../../server/tools/transaction.ts'
import { lockedTables, noteStatements } from '../support/asked-locks.ts'
import { appCode } from '../support/authenticator-app.ts'
import { onTwoNodes } from '../support/nodes.ts'
import { outboxIsEmpty } from '../support/outbox.ts'
import { createTestDatabase, hasPostgres } from '../support/postgres.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { codesTo, nextCode, proveApp, setPreference } from '../support/set-up.ts'
import { type Visitor, visitor } from '../support/visitor.ts'

type Changing = Exclude<EndpointName, `GET ${string}`>

/** A person of their own for each test, signed in with a fresh proof on a machine of their own, and with every right. */
interface Somebody {
  id: string
  organizationId: string
  userName: string
  email: string
  phone: string
  sessionId: string
  machineId: string
  connectionId: string
  visitor: Visitor
}

interface Office {
  server: TestServer
  me: Somebody
  /** Another one of them. */
  another(): Promise<Somebody>
  /** The call by the name of the row, from `me` where nobody else is named. */
  call(body?: unknown, path?: Record<string, string>, by?: Visitor): Promise<{ status: number }>
  /** How many events of that name tell of an act of `me`, or on them. */
  events(event: string): Promise<number>
  /** Codes that came to an address. */
  codes(to: string): Promise<number>
}

interface Row {
  /** What is ready before; gives what is then done twice at once. */
  ready(office: Office): Promise<() => Promise<{ status: number }>>
  /** The two answers, the smaller status first; each pair that may come. */
  answers: readonly (readonly [number, number])[]
  /** Counts what must have happened once. */
  once?(office: Office): Promise<number>
}

const password = 'harbor in the morning rain'
let people = 0
let hash = ''

async function somebody(server: TestServer, powers: readonly (typeof rights)[number][]): Promise<Somebody> {
  const { world } = server
  people++
  const userName = `PERSON${people}`
  const email = `${userName.toLowerCase()}@harbor.example`
  const phone = `+1555555${String(1000 + people)}`
  const here = { network: `198.51.100.${people % 250}`, browser: 'Chrome', system: 'Windows' }
  const { id: organizationId } = await world.database
    .selectFrom('organizations')
    .select('id')
    .executeTakeFirstOrThrow()
  hash ||= await world.passwords.hash(password)
  const named = { organizationId, userName, displayName: userName, email, cellPhone: phone, locationId: null }
  const id = await insertPerson(world, { ...named, passwordHash: hash })
  const whose = { organizationId, personId: id }
  await saveFactor(world, { ...whose, method: 'email', address: email, key: null })
  await saveFactor(world, { ...whose, method: 'text', address: phone, key: null })
  await finishSetUp(world, id, 'email')
  for (const right of powers) await grantRight(world, { ...whose, right })
  const machineToken = makeToken(world.random)
  const machineId = await useMachine(world, organizationId, { ...here, address: here.network, machineToken })
  const at = world.clock.now()
  const proved = { at, method: 'email' }
  const connection = await useConnection(world, { ...whose, machineId, ...here, proved })
  const token = makeToken(world.random)
  const sessionId = await insertSession(world, {
    ...whose,
    ...here,
    address: here.network,
    token,
    machineId,
    connectionId: connection.id,
    passwordAt: at,
    secondFactorAt: at,
    method: 'email',
    letThroughBy: null,
    isFresh: true,
    idleMinutes: 30,
    expiresAt: new Date(at.getTime() + 600 * minute),
  })
  const browser = visitor(server.url, { address: here.network })
  browser.cookies.set('doorward-session', token)
  return {
    id,
    organizationId,
    userName,
    email,
    phone,
    sessionId,
    machineId,
    connectionId: connection.id,
    visitor: browser,
  }
}

const good = [200, 200] as const
const done = [204, 204] as const
const oneFinds = [204, 404] as const
const fresh = 'another harbor in another rain'

/** The password is right, and a code is asked for. */
async function halfSignedIn({ me, server }: Office): Promise<Visitor> {
  const browser = visitor(server.url, { address: `203.0.113.${people % 250}` })
  const { answer } = await browser.call('POST /api/sign-in', { userName: me.userName, password })
  if (answer?.step !== 'code') throw new Error(`no code was asked for: ${JSON.stringify(answer)}`)
  return browser
}

/** The password was one on paper. */
async function atTheChoice({ me, server }: Office): Promise<Visitor> {
  const paper = { hash, until: new Date(server.clock.now().getTime() + minute) }
  await saveFirstPassword(server.world, me.id, paper)
  const browser = visitor(server.url, { address: `203.0.113.${people % 250}` })
  await browser.call('POST /api/sign-in', { userName: me.userName, password })
  return browser
}

async function halfProved({ me }: Office): Promise<void> {
  await me.visitor.call('POST /api/profile/proof', { password })
}

const link = (
  { me, server }: Office,
  purpose: 'password-reset' | 'not-me' | 'not-my-reset' | 'not-my-change',
  data = {},
) => {
  const whose = { organizationId: me.organizationId, personId: me.id }
  const expiresAt = new Date(server.clock.now().getTime() + 60 * minute)
  return makeLink(server.world, { ...whose, purpose, data, expiresAt })
}

const reported = (office: Office) => {
  const { sessionId, connectionId, machineId } = office.me
  const place = { browser: 'Chrome', system: 'Windows', address: '198.51.100.7' }
  return link(office, 'not-me', {
    sessionId,
    connectionId,
    machineId,
    at: '2026-05-04T08:03:00.000Z',
    ...place,
  })
}

async function ownReset(office: Office): Promise<string> {
  await office.me.visitor.call('POST /api/profile/reset-two-factor', {})
  const place = { browser: 'Chrome', system: 'Windows', address: '198.51.100.7' }
  return link(office, 'not-my-reset', { at: '2026-05-04T08:03:00.000Z', ...place })
}

async function newAddressCode({ server, me }: Office): Promise<string> {
  await me.visitor.call('PATCH /api/profile', { email: `changed-${me.email}` })
  return nextCode(server, `changed-${me.email}`)
}

const changeLink = (office: Office) =>
  link(office, 'not-my-change', {
    ...{ field: 'email', from: office.me.email, to: `changed-${office.me.email}`, codesFrom: null },
    ...{ at: '2026-05-04T08:03:00.000Z', by: null, place: null },
  })

/** An address of a third person, which waits. */
async function pendingBy(office: Office, { id: askedBy, organizationId }: Somebody) {
  const { id } = await office.another()
  const place = { browser: 'Chrome', system: 'Windows', address: '198.51.100.7' }
  const changeId = await insertPending(office.server.world, {
    organizationId,
    personId: id,
    by: personActor({ id: askedBy, displayName: 'Asker' }, place),
    pending: { kind: 'email', value: `typed-${people}@harbor.example` },
    countsAt: null,
  })
  return { id, changeId }
}

const newLocation = ({ me, server }: Office) =>
  insertLocation(server.world, me.organizationId, `Location ${people} ${me.userName}`)

const count = async (rows: Promise<unknown[]>) => (await rows).length
const csv = (office: Office) =>
  `User name,Display name,E-mail\n${office.me.userName}X,Xaver,x${office.me.userName}@harbor.example\n`

/** Every endpoint that changes something; a new one does not compile until it stands here. */
const table: Record<Changing, Row> = {
  'PUT /api/administration/preferences/{code}': {
    ready: async ({ call, server }) => {
      await setPreference(server, 'CODEMINUTES', '2')
      return () => call({ value: '3' }, { code: 'CODEMINUTES' })
    },
    answers: [good],
    once: ({ events }) => events('preference-changed'),
  },
  'POST /api/administration/sign-everybody-out': {
    ready:
      async ({ call }) =>
      () =>
        call({}),
    answers: [good],
  },
  'POST /api/enrollment/email': {
    ready:
      async ({ call, me }) =>
      () =>
        call({ address: `new-${me.email}` }),
    answers: [[202, 429]],
    once: ({ codes, me }) => codes(`new-${me.email}`),
  },
  'POST /api/enrollment/email/code': {
    ready: async ({ call, me, server }) => {
      await me.visitor.call('POST /api/enrollment/email', { address: `new-${me.email}` })
      const code = await nextCode(server, `new-${me.email}`)
      return () => call({ code })
    },
    answers: [[200, 410]],
    once: ({ events }) => events('method-replaced'),
  },
  'POST /api/enrollment/app': {
    ready:
      async ({ call }) =>
      () =>
        call({}),
    answers: [good],
    once: ({ server, me }) => {
      const open = server.world.database.selectFrom('challenges').select('id').where('closed_at', 'is', null)
      return count(open.where('person_id', '=', me.id).where('method', '=', 'app').execute())
    },
  },
  'POST /api/enrollment/app/code': {
    ready: async ({ call, me, server }) => {
      const { key } = (await me.visitor.call('POST /api/enrollment/app', {})).answer!
      const code = appCode(key, server.clock.now())
      return () => call({ code })
    },
    answers: [[200, 410]],
    once: ({ events }) => events('method-added'),
  },
  'POST /api/enrollment/text': {
    ready:
      async ({ call, me }) =>
      () =>
        call({ phone: `${me.phone.slice(0, -4)}9${me.phone.slice(-3)}` }),
    answers: [[202, 429]],
    once: ({ codes, me }) => codes(`${me.phone.slice(0, -4)}9${me.phone.slice(-3)}`),
  },
  'POST /api/enrollment/text/code': {
    ready: async ({ call, me, server }) => {
      const phone = `${me.phone.slice(0, -4)}8${me.phone.slice(-3)}`
      await me.visitor.call('POST /api/enrollment/text', { phone })
      const code = await nextCode(server, phone)
      return () => call({ code })
    },
    answers: [[200, 410]],
    once: ({ events }) => events('method-replaced'),
  },
  'POST /api/enrollment/finish': {
    ready:
      async ({ call }) =>
      () =>
        call({ default: 'text' }),
    answers: [good],
    once: ({ events }) => events('default-changed'),
  },
  'DELETE /api/enrollment/{method}': {
    ready:
      async ({ call }) =>
      () =>
        call(undefined, { method: 'text' }),
    answers: [[200, 404]],
    once: ({ events }) => events('method-removed'),
  },
  'POST /api/first-run': {
    ready: async (office) => {
      const elsewhere = await emptyServer(office.server)
      const token = (await openFirstRun(elsewhere.world))!.split('#')[1]
      const browser = visitor(elsewhere.address)
      browser.headers.Origin = 'http://localhost:8443'
      const typed = { organization: 'Elm Clinic', userName: 'DREYES', displayName: 'Dana', password: fresh }
      return () => browser.call('POST /api/first-run', { ...typed, email: 'dana@elm.example', token })
    },
    answers: [
      [201, 404],
      [201, 410],
    ],
  },
  'POST /api/administration/locations': {
    ready:
      async ({ call, me }) =>
      () =>
        call({ name: `Street of ${me.userName}` }),
    answers: [[201, 409]],
    once: ({ events }) => events('location-added'),
  },
  'PATCH /api/administration/locations/{id}': {
    ready: async (office) => {
      const id = await newLocation(office)
      return () => office.call({ name: `Lane of ${office.me.userName}` }, { id })
    },
    answers: [good],
    once: ({ events }) => events('location-renamed'),
  },
  'DELETE /api/administration/locations/{id}': {
    ready: async (office) => {
      const id = await newLocation(office)
      return () => office.call(undefined, { id })
    },
    answers: [oneFinds],
    once: ({ events }) => events('location-removed'),
  },
  'PATCH /api/administration/machines/{id}': {
    ready:
      async ({ call, me }) =>
      () =>
        call({ name: 'Front desk' }, { id: me.machineId }),
    answers: [good],
    once: ({ events }) => events('machine-changed'),
  },
  'DELETE /api/administration/machines/{id}': {
    ready: async ({ call, another }) => {
      const { machineId: id } = await another()
      return () => call(undefined, { id })
    },
    answers: [done],
    once: async ({ server, me }) => {
      const revoked = await server.world.database
        .selectFrom('audit')
        .select('data')
        .where('event', '=', 'machine-revoked')
        .where('actor_id', '=', me.id)
        .execute()
      return revoked.reduce((sum, { data }) => sum + JSON.parse(data).sessionsEnded, 0)
    },
  },
  'POST /api/administration/messages/{id}/send-again': {
    ready: async ({ call, me, server }) => {
      await me.visitor.call('POST /api/enrollment/email', { address: `retry-${me.email}` })
      await nextCode(server, `retry-${me.email}`)
      await outboxIsEmpty(server)
      const letter = { subject: 'Once more', text: 'x', html: '<p>x</p>', fromName: 'Harbor Agency' }
      const whose = { organizationId: me.organizationId, personId: me.id, recipient: me.email }
      const notice = { channel: 'email', kind: 'method-changed', content: letter, dropAt: null } as const
      // It can be sent: one that fails again at once could be sent again a second time.
      const id = await transaction(server.world, async (world) => {
        const id = await queueMessage(world, { ...whose, ...notice })
        const failed = world.database.updateTable('messages').set({ state: 'failed', finished_at: 1 })
        await failed.where('id', '=', id).execute()
        return id
      })
      return () => call({}, { id })
    },
    answers: [[200, 409]],
    once: ({ events }) => events('message-retried'),
  },
  'POST /api/password-reset': {
    ready: async ({ call, me, server }) => {
      const stranger = visitor(server.url, { address: me.visitor.headers['X-Forwarded-For']! })
      return () => call({ userName: me.userName }, {}, stranger)
    },
    answers: [[202, 202]],
  },
  'POST /api/password-link/look': {
    ready: async (office) => {
      const token = await link(office, 'password-reset')
      return () => office.call({ token })
    },
    answers: [good],
  },
  'POST /api/password-link/proof': {
    ready: async (office) => {
      await proveApp(office.server, office.me.visitor)
      const token = await link(office, 'password-reset')
      return () => office.call({ token })
    },
    answers: [good],
  },
  'POST /api/password-link': {
    ready: async (office) => {
      const { database } = office.server.world
      await database
        .deleteFrom('factors')
        .where('person_id', '=', office.me.id)
        .where('method', '!=', 'email')
        .execute()
      const token = await link(office, 'password-reset')
      return () => office.call({ token, password: fresh })
    },
    answers: [[204, 410]],
    once: ({ events }) => events('password-changed'),
  },
  'POST /api/administration/people': {
    ready: async ({ call, me }) => {
      const userName = `${me.userName}N`
      return () => call({ userName, displayName: 'New', email: `new-${me.email}` })
    },
    answers: [[201, 409]],
    once: ({ events }) => events('person-added'),
  },
  'PATCH /api/administration/people/{id}': {
    ready: async ({ call, another }) => {
      const { id } = await another()
      return () => call({ active: false }, { id })
    },
    answers: [good],
    once: ({ events }) => events('person-deactivated'),
  },
  'POST /api/administration/people/{id}/pending/{changeId}': {
    ready: async (office) => {
      const id = await pendingBy(office, await office.another())
      return () => office.call({}, id)
    },
    answers: [oneFinds],
    once: ({ events }) => events('email-changed'),
  },
  'DELETE /api/administration/people/{id}/pending/{changeId}': {
    ready: async (office) => {
      const id = await pendingBy(office, office.me)
      return () => office.call(undefined, id)
    },
    answers: [oneFinds],
    once: ({ events }) => events('pending-change-withdrawn'),
  },
  'DELETE /api/administration/people/{id}': {
    ready: async ({ call, another }) => {
      const { id } = await another()
      return () => call(undefined, { id })
    },
    answers: [oneFinds],
    once: ({ events }) => events('person-erased'),
  },
  'POST /api/administration/people/{id}/invitation': {
    ready: async ({ call, another, server, me }) => {
      const { id } = await another()
      const one = server.world.database.updateTable('people').where('id', '=', id)
      await one.set({ password_hash: null, cell_phone: me.phone }).execute()
      return () => call({}, { id })
    },
    answers: [[202, 202]],
    // The link of the first letter is worth nothing.
    once: ({ server, me }) =>
      count(
        server.world.database
          .selectFrom('links')
          .innerJoin('people', 'people.id', 'links.person_id')
          .select('links.id')
          .where('links.used_at', 'is', null)
          .where('people.cell_phone', '=', me.phone)
          .execute(),
      ),
  },
  'POST /api/administration/people/{id}/first-password': {
    ready: async ({ call, another, server }) => {
      const { id } = await another()
      await server.world.database
        .updateTable('people')
        .set({ password_hash: null })
        .where('id', '=', id)
        .execute()
      return () => call({}, { id })
    },
    // Only the later paper works: it took the place of the earlier.
    answers: [good],
  },
  'DELETE /api/administration/people/{id}/connections/{connectionId}': {
    ready: async ({ call, another }) => {
      const { id, connectionId } = await another()
      return () => call(undefined, { id, connectionId })
    },
    answers: [oneFinds],
    once: ({ events }) => events('connection-forgotten'),
  },
  'POST /api/administration/people/import/preview': {
    ready: async (office) => () => office.call({ csv: csv(office) }),
    answers: [good],
  },
  'POST /api/administration/people/import': {
    ready: async (office) => () => office.call({ csv: csv(office) }),
    answers: [good],
    once: ({ server, me }) =>
      count(
        server.world.database
          .selectFrom('people')
          .select('id')
          .where('user_name', '=', `${me.userName}X`)
          .execute(),
      ),
  },
  'PATCH /api/profile': {
    ready:
      async ({ call, me }) =>
      () =>
        call({ email: `changed-${me.email}` }),
    answers: [[200, 429]],
    once: ({ codes, me }) => codes(`changed-${me.email}`),
  },
  'POST /api/profile/new-address/code': {
    ready: async (office) => {
      const code = await newAddressCode(office)
      return () => office.call({ field: 'email', code, forCodes: true })
    },
    answers: [[200, 410]],
    once: ({ events }) => events('email-changed'),
  },
  'DELETE /api/profile/connections/{id}': {
    ready:
      async ({ call, me }) =>
      () =>
        call(undefined, { id: me.connectionId }),
    answers: [oneFinds],
    once: ({ events }) => events('connection-forgotten'),
  },
  'DELETE /api/profile/connections': {
    ready:
      async ({ call }) =>
      () =>
        call(),
    answers: [done],
  },
  'DELETE /api/profile/sessions/{id}': {
    ready: async (office) => {
      const id = await otherSession(office)
      return () => office.call(undefined, { id })
    },
    answers: [oneFinds],
    once: ({ events }) => events('session-ended'),
  },
  'DELETE /api/profile/sessions': {
    ready: async (office) => {
      await otherSession(office)
      return () => office.call()
    },
    answers: [good],
    once: async ({ server, me }) => {
      const ended = await server.world.database
        .selectFrom('audit')
        .select('data')
        .where('event', '=', 'sessions-ended')
        .where('actor_id', '=', me.id)
        .execute()
      return ended.reduce((sum, { data }) => sum + JSON.parse(data).ended, 0)
    },
  },
  'POST /api/profile/password': {
    ready:
      async ({ call }) =>
      () =>
        call({ password: fresh }),
    answers: [done],
  },
  'POST /api/profile/reset-two-factor': {
    ready:
      async ({ call }) =>
      () =>
        call({}),
    answers: [good],
    once: openResets,
  },
  'POST /api/administration/people/{id}/reset-two-factor': {
    ready:
      async ({ call, me }) =>
      () =>
        call({ reason: 'Phone lost' }, { id: me.id }),
    answers: [good],
    once: openResets,
  },
  'POST /api/profile/proof': {
    // Each begins anew, with a code of its own; that of the first is dead.
    ready:
      async ({ call }) =>
      () =>
        call({ password }),
    answers: [good],
  },
  'POST /api/profile/proof/code': {
    ready: async (office) => {
      await halfProved(office)
      const code = await nextCode(office.server, office.me.email)
      return () => office.call({ code })
    },
    answers: [[200, 410]],
    once: ({ events }) => events('fresh-proof'),
  },
  'POST /api/profile/proof/send-again': {
    ready: async (office) => {
      await halfProved(office)
      await nextCode(office.server, office.me.email)
      office.server.clock.advance(minute)
      return () => office.call({})
    },
    answers: [[200, 429]],
    once: async ({ codes, me }) => (await codes(me.email)) - 1,
  },
  'POST /api/profile/proof/method': {
    ready: async (office) => {
      await halfProved(office)
      return () => office.call({ method: 'text' })
    },
    answers: [good],
    once: ({ codes, me }) => codes(me.phone),
  },
  'DELETE /api/session': {
    ready:
      async ({ call }) =>
      () =>
        call(),
    answers: [done],
  },
  'POST /api/not-me/look': {
    ready: async (office) => {
      const token = await reported(office)
      return () => office.call({ token })
    },
    answers: [good],
  },
  'POST /api/not-me': {
    ready: async (office) => {
      const token = await reported(office)
      return () => office.call({ token })
    },
    answers: [[204, 410]],
    once: ({ events }) => events('sign-in-reported'),
  },
  'POST /api/not-my-reset/look': {
    ready: async (office) => {
      const token = await ownReset(office)
      return () => office.call({ token })
    },
    answers: [good],
  },
  'POST /api/not-my-reset': {
    ready: async (office) => {
      const token = await ownReset(office)
      return () => office.call({ token })
    },
    answers: [[204, 410]],
    once: ({ events }) => events('reset-undone'),
  },
  'POST /api/not-my-change/look': {
    ready: async (office) => {
      const token = await changeLink(office)
      return () => office.call({ token })
    },
    answers: [good],
  },
  'POST /api/not-my-change': {
    ready: async (office) => {
      const token = await changeLink(office)
      return () => office.call({ token })
    },
    answers: [[204, 410]],
    once: ({ events }) => events('contact-change-undone'),
  },
  'POST /api/sign-in': {
    ready: async ({ call, me, server }) => {
      const browser = visitor(server.url, { address: me.visitor.headers['X-Forwarded-For']! })
      return () => call({ userName: me.userName, password }, {}, browser)
    },
    answers: [good],
  },
  'POST /api/sign-in/password': {
    ready: async (office) => {
      const browser = await atTheChoice(office)
      return () => office.call({ password: fresh }, {}, browser)
    },
    answers: [[200, 410]],
    once: ({ events }) => events('password-chosen'),
  },
  'POST /api/sign-in/code': {
    ready: async (office) => {
      const browser = await halfSignedIn(office)
      const code = await nextCode(office.server, office.me.email)
      return () => office.call({ code }, {}, browser)
    },
    answers: [[200, 410]],
    once: ({ events }) => events('signed-in'),
  },
  'POST /api/sign-in/send-again': {
    ready: async (office) => {
      const browser = await halfSignedIn(office)
      await nextCode(office.server, office.me.email)
      office.server.clock.advance(minute)
      return () => office.call({}, {}, browser)
    },
    answers: [[200, 429]],
    once: async ({ codes, me }) => (await codes(me.email)) - 1,
  },
  'POST /api/sign-in/method': {
    ready: async (office) => {
      const browser = await halfSignedIn(office)
      return () => office.call({ method: 'text' }, {}, browser)
    },
    answers: [good],
    once: ({ codes, me }) => codes(me.phone),
  },
  'DELETE /api/sign-in': {
    ready: async (office) => {
      const browser = await halfSignedIn(office)
      return () => office.call(undefined, {}, browser)
    },
    answers: [done],
  },
}

function openResets({ server, me }: Office): Promise<number> {
  const open = server.world.database.selectFrom('reset_grants').select('id').where('spent_at', 'is', null)
  return count(open.where('person_id', '=', me.id).execute())
}

/** Of the same person; tells its id. */
async function otherSession({ server, me, another }: Office): Promise<string> {
  const { sessionId } = await another()
  await server.world.database
    .updateTable('sessions')
    .set({ person_id: me.id })
    .where('id', '=', sessionId)
    .execute()
  return sessionId
}

const engines = {
  ...(onTwoNodes ? {} : { SQLite: async () => ({ url: undefined, drop: async () => {} }) }),
  ...(hasPostgres ? { PostgreSQL: () => createTestDatabase(true) } : {}),
}
let empty: (() => Promise<{ url: string | undefined; drop(): Promise<void> }>) | undefined

/** Where nobody lives yet. */
async function emptyServer({ world }: TestServer): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'doorward-empty-'))
  const { url, drop } = await empty!()
  const mail = { SMTP: 'smtp://127.0.0.1:9', MAIL_FROM: 'doorward@elm.example' }
  const keys = { URL: 'http://localhost:8443', KEY_FILE: join(folder, 'keys.json') }
  const database = url ?? `sqlite:${join(folder, 'empty.db')}`
  const server = await startServer({
    now: world.clock.now(),
    settings: { ...mail, ...keys, DATABASE: database },
  })
  onTestFinished(async () => {
    await server.stop()
    await drop()
    rmSync(folder, { recursive: true })
  })
  return server
}

const names = Object.keys(table) as Changing[]

it('every endpoint that changes something stands in the table', () => {
  const all = Object.keys(endpointTable).filter((name) => !name.startsWith('GET '))
  expect(names.toSorted()).toEqual(all.toSorted())
})

describe.each(Object.entries(engines))('Twice at once (R19.7) (%s)', (engine, create) => {
  let server: TestServer
  let database: Awaited<ReturnType<typeof create>>
  beforeAll(async () => {
    database = await create()
    empty = create
    if (database.url) await noteStatements(database.url)
    server = await startServer({ settings: database.url ? { DATABASE: database.url } : {} })
  })
  afterAll(async () => {
    await server?.stop()
    await database?.drop()
  })

  it.each(names)('%s: one comes after the other', async (name) => {
    const me = await somebody(server, rights)
    const office: Office = {
      server,
      me,
      another: () => somebody(server, []),
      call(body, values = {}, by = me.visitor) {
        const path = name.split(' ')[1]!.replaceAll(/\{(\w+)\}/g, (_, key: string) => values[key]!)
        return by.call(name, body, path)
      },
      events: (event) =>
        count(
          server.world.database
            .selectFrom('audit')
            .select('id')
            .where('event', '=', event)
            .where((row) => row.or([row('actor_id', '=', me.id), row('person_id', '=', me.id)]))
            .execute(),
        ),
      codes: async (to) => {
        await outboxIsEmpty(server)
        return (await codesTo(server, to)).length
      },
    }
    const { ready, answers, once } = table[name]
    const act = await ready(office)
    const both = await Promise.all([act(), act()])
    const statuses = both.map(({ status }) => status).toSorted((left, right) => left - right)
    expect(answers, JSON.stringify(both)).toContainEqual(statuses)
    if (once) expect(await once(office)).toBe(1)
  })

  // Last: it reads what all of the above asked.
  it.runIf(engine === 'PostgreSQL')('all of them took rows in the one order of locks', async () => {
    const taken = await lockedTables(database.url!)
    // What was noted is not nothing: an empty log would hold any order.
    expect(taken.flat()).toEqual(expect.arrayContaining(['people', 'sign_ins', 'sessions']))
    const wrong = taken.filter((tables) =>
      lockOrders.some((order) => {
        const places = tables.map((table) => order.indexOf(table as never)).filter((place) => place >= 0)
        return places.some((place, at) => place < (places[at - 1] ?? place))
      }),
    )
    expect([...new Set(wrong.map((tables) => tables.join(' > ')))]).toEqual([])
  })
})
