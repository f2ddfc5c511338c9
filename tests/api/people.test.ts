import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { commandLine } from '../../server/base/actor.ts'
import { minute } from '../../server/base/duration.ts'
import { confirmAll } from '../../server/features/four-eyes/pending-changes.flow.ts'
import { personById } from '../../server/features/people/people.store.ts'
import { type Administrator, makeOtherOrganization, signInAs, startOffice } from '../support/administrator.ts'
import { onBothEngines } from '../support/engines.ts'
import type { TestServer } from '../support/server.ts'
import { codesSoFar, idOf, letterTo, nextCode, setPreference } from '../support/set-up.ts'
import { giveUserNameAndPassword, messagesTo, newestCode } from '../support/sign-in.ts'
import { visitor } from '../support/visitor.ts'

const onePerson = 'GET /api/administration/people/{id}'
const change = 'PATCH /api/administration/people/{id}'
const add = 'POST /api/administration/people'
const invite = 'POST /api/administration/people/{id}/invitation'
const bsmith = 'bsmith@harbor.example'

const lee = {
  userName: 'LPARK',
  displayName: 'Lee Park',
  email: 'lee@harbor.example',
  cellPhone: '(555) 555-0190',
}

const unusable: [Partial<typeof lee> & { locationId?: string }, string, string][] = [
  [{ cellPhone: '555-555-421' }, 'cellPhone', 'This number has too few digits.'],
  [{ cellPhone: '55555542170' }, 'cellPhone', 'This number has too many digits.'],
  [
    { cellPhone: '+44 20 7183 8750' },
    'cellPhone',
    'This is a landline or service number. It cannot receive text messages.',
  ],
  [
    { cellPhone: '5555554217 ext 3' },
    'cellPhone',
    'A number with an extension cannot receive text messages.',
  ],
  [
    { email: 'lee@harbor.example\nBcc: all@harbor.example' },
    'email',
    'An e-mail address has no line breaks or hidden characters.',
  ],
  [
    { email: `${'l'.repeat(300)}@harbor.example` },
    'email',
    'An e-mail address has at most 64 characters before the @ and 254 in all.',
  ],
  [{ displayName: '  ' }, 'displayName', 'A name is needed.'],
  [{ userName: 'L PARK' }, 'userName', 'A user name has no spaces or hidden characters.'],
  [{ locationId: 'loc_00000000000000000000000000' }, 'locationId', 'There is no such location.'],
]

function tokenIn(letter: string): string {
  return /\/password#(\S+)/.exec(letter)![1]!
}

onBothEngines('People', (open) => {
  let server: TestServer
  let dana: Administrator
  beforeEach(async () => {
    ;({ server, dana } = await startOffice(await open()))
  })
  afterEach(() => server.stop())

  const historyOf = async (id: string) =>
    (await dana.ask('GET /api/administration/people/{id}/history', { id })).answer!.entries

  describe('a new person', () => {
    it('is invited by e-mail, chooses the password, and signs in', async () => {
      const { status, answer } = await dana.ask(add, {}, lee)
      expect(status).toBe(201)
      expect(answer).toMatchObject({
        userName: 'LPARK',
        cellPhone: '(555) 555-0190',
        location: null,
        methods: [],
        active: true,
        isSetUp: false,
        hasPassword: false,
        rights: [],
      })
      const letter = await letterTo(server, lee.email, 'Your account at Harbor Agency')
      expect(letter).toContain('Dana Reyes has made an account for you at Harbor Agency.')
      const lees = visitor(server.url)
      const password = 'seven green lanterns'
      await lees.call('POST /api/password-link', { token: tokenIn(letter), password })
      const begun = await lees.call('POST /api/sign-in', { userName: 'lpark', password })
      expect(begun.answer?.step).toBe('enroll')
      expect((await dana.ask(onePerson, { id: answer!.id })).answer?.hasPassword).toBe(true)
      const events = (await historyOf(answer!.id)).map(({ event }) => event)
      expect(events).toEqual(expect.arrayContaining(['person-added', 'person-invited', 'password-chosen']))
    })

    it('may be invited again: the earlier link is over, and after the password there is no more inviting', async () => {
      const { id } = (await dana.ask(add, {}, lee)).answer!
      const first = tokenIn(await letterTo(server, lee.email, 'Your account at Harbor Agency'))
      const known = (await messagesTo(server, lee.email)).length
      expect((await dana.ask(invite, { id }, {})).status).toBe(202)
      while ((await messagesTo(server, lee.email)).length === known) await new Promise(setImmediate)
      const lees = visitor(server.url)
      const use = (token: string) =>
        lees.call('POST /api/password-link', { token, password: 'seven green lanterns' })
      expect((await use(first)).problem?.code).toBe('link-over')
      expect((await use(tokenIn((await messagesTo(server, lee.email))[0]!))).status).toBe(204)
      expect((await dana.ask(invite, { id }, {})).problem?.code).toBe('conflict')
    })

    it('may share telephone and mailbox with somebody (R9.3), but not the user name in any writing', async () => {
      const desk = { ...lee, email: bsmith, cellPhone: '555 555 4217' }
      expect((await dana.ask(add, {}, desk)).status).toBe(201)
      for (const userName of ['LPARK', 'lpark', 'ＬＰＡＲＫ', ' lPark '])
        expect((await dana.ask(add, {}, { ...lee, userName })).problem).toMatchObject({
          status: 409,
          code: 'already-taken',
          fields: { userName: 'This user name is already used.' },
        })
    })

    it('with fields that cannot be used is refused with a sentence for each, and nobody is added or invited', async () => {
      for (const [bad, field, sentence] of unusable) {
        const { problem } = await dana.ask(add, {}, { ...lee, ...bad })
        expect(problem).toMatchObject({ status: 422, code: 'invalid-value', fields: { [field]: sentence } })
      }
      const { answer } = await dana.ask('GET /api/administration/people', { search: 'lee park' })
      expect(answer?.people).toEqual([])
      expect(await messagesTo(server, lee.email)).toEqual([])
    })

    it('is one, of twenty who are added at once under one name', async () => {
      const added = await Promise.all(Array.from({ length: 20 }, () => dana.ask(add, {}, lee)))
      expect(added.filter(({ status }) => status === 201)).toHaveLength(1)
      expect(added.filter(({ problem }) => problem?.code === 'already-taken')).toHaveLength(19)
    })
  })

  describe('a change', () => {
    it('is saved, found and told with old and new value', async () => {
      const id = await idOf(server, 'BSMITH')
      const [elm] = (await dana.ask('GET /api/administration/locations')).answer!
      server.clock.advance(1)
      const { answer } = await dana.ask(
        change,
        { id },
        { userName: 'WSMITH', displayName: 'William Smythe', locationId: elm!.id },
      )
      expect(answer).toMatchObject({
        userName: 'WSMITH',
        displayName: 'William Smythe',
        location: { name: 'Elm Street' },
      })
      const found = async (search: string) =>
        (await dana.ask('GET /api/administration/people', { search })).answer!.people.map(({ id }) => id)
      expect(await found('smythe will')).toEqual([id])
      expect(await found('bill')).not.toContain(id)
      const [entry] = await historyOf(id)
      expect(entry).toMatchObject({
        event: 'person-changed',
        actor: { displayName: 'Dana Reyes' },
        values: {
          changes: {
            userName: { from: 'BSMITH', to: 'WSMITH' },
            displayName: { from: 'Bill Smith', to: 'William Smythe' },
            location: { from: 'Main Street', to: 'Elm Street' },
          },
        },
      })
      await dana.ask(change, { id }, { locationId: null })
      expect((await dana.ask(onePerson, { id })).answer?.location).toBeNull()
    })

    it('of nothing leaves no trace', async () => {
      const id = await idOf(server, 'BSMITH')
      const before = await historyOf(id)
      const same = { userName: 'BSMITH', displayName: 'Bill Smith', email: bsmith, active: true, rights: [] }
      expect((await dana.ask(change, { id }, same)).status).toBe(200)
      expect(await historyOf(id)).toEqual(before)
    })

    it('to a user name that somebody has is refused whole', async () => {
      const id = await idOf(server, 'BSMITH')
      const { problem } = await dana.ask(change, { id }, { userName: 'cbills', displayName: 'Bob' })
      expect(problem).toMatchObject({
        code: 'already-taken',
        fields: { userName: 'This user name is already used.' },
      })
      expect((await dana.ask(onePerson, { id })).answer?.displayName).toBe('Bill Smith')
    })

    it('of e-mail and cell phone tells the old and the new address and forgets what was remembered (R4.8, R8.2)', async () => {
      await signInAs(server, 'BSMITH')
      const id = await idOf(server, 'BSMITH')
      const connections = async () =>
        (await dana.ask('GET /api/administration/people/{id}/connections', { id })).answer!
      expect((await connections())[0]?.provedAt).not.toBeNull()
      await dana.ask(change, { id }, { email: 'bill@harbor.example', cellPhone: '+44 7911 123456' })
      expect((await connections())[0]?.provedAt).not.toBeNull()
      // Somebody was here before, so it waits (T4); the command line need not.
      const { organizationId } = await personById(server.world, id)
      await confirmAll(server.world, { organizationId, personId: id, by: commandLine })
      const { answer } = await dana.ask(onePerson, { id })
      expect(answer).toMatchObject({ email: 'bill@harbor.example', cellPhone: '+44 7911 123456' })
      expect((await connections())[0]?.provedAt).toBeNull()
      for (const to of [bsmith, 'bill@harbor.example']) {
        expect(await letterTo(server, to, 'Your e-mail address was changed')).toContain(
          'By: an administrator',
        )
      }
      expect(await letterTo(server, bsmith, 'Your cell phone was changed')).toContain('(•••) •••-4217')
    })

    it('of the e-mail address sends the invitation to the new one, and the link in the old mailbox is over', async () => {
      const { id } = (await dana.ask(add, {}, lee)).answer!
      const old = tokenIn(await letterTo(server, lee.email, 'Your account at Harbor Agency'))
      await dana.ask(change, { id }, { email: 'park@harbor.example' })
      const fresh = tokenIn(await letterTo(server, 'park@harbor.example', 'Your account at Harbor Agency'))
      const look = (token: string) => visitor(server.url).call('POST /api/password-link/look', { token })
      expect((await look(old)).problem?.code).toBe('link-over')
      expect((await look(fresh)).answer?.userName).toBe('LPARK')
    })

    it('of one’s own e-mail or cell phone wants the fresh proof that the profile wants', async () => {
      const id = await idOf(server, 'ADMIN')
      server.clock.advance(11 * minute)
      const { problem } = await dana.ask(change, { id }, { cellPhone: '5555550111' })
      expect(problem?.code).toBe('fresh-proof-needed')
      expect(
        (await dana.ask(change, { id }, { displayName: 'Dana R.', cellPhone: '5555550100' })).status,
      ).toBe(200)
    })

    it('counts at once: a person without a cell phone gets in by the number an administrator enters', async () => {
      await setPreference(server, '2FA', 'Off')
      await setPreference(server, 'UMA', 'on')
      const noah = visitor(server.url)
      expect((await giveUserNameAndPassword(server, noah, 'NOPHONE')).answer?.step).toBe('refused')
      await dana.ask(change, { id: await idOf(server, 'NOPHONE') }, { cellPhone: '(555) 555-0142' })
      const begun = await giveUserNameAndPassword(server, noah, 'NOPHONE')
      expect(begun.answer).toMatchObject({ step: 'code', method: 'text' })
      const code = await newestCode(server, '+15555550142')
      expect((await noah.call('POST /api/sign-in/code', { code })).answer?.step).toBe('done')
    })

    it('of the cell phone opens text messages again that were closed for wrong codes', async () => {
      const id = await idOf(server, 'BSMITH')
      const { database } = server.world
      const { organization_id } = await database
        .selectFrom('people')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
      await database
        .insertInto('method_limits')
        .values({
          organization_id,
          person_id: id,
          method: 'text',
          wrong_in_row: 50,
          locked_until: 0,
          disabled_at: 1,
        })
        .execute()
      await dana.ask(change, { id }, { cellPhone: '5555550143' })
      expect(
        await database.selectFrom('method_limits').selectAll().where('person_id', '=', id).execute(),
      ).toEqual([])
    })
  })

  describe('deactivating', () => {
    it('ends sessions, half-finished sign-ins and links at once; activating opens the way again', async () => {
      const bill = await signInAs(server, 'BSMITH')
      const half = visitor(server.url)
      const known = await codesSoFar(server, bsmith)
      const begun = await giveUserNameAndPassword(server, half, 'BSMITH')
      expect(begun.answer?.step).toBe('code')
      const code = await nextCode(server, bsmith, known)
      const id = await idOf(server, 'BSMITH')
      expect((await dana.ask(change, { id }, { active: false })).answer?.active).toBe(false)
      expect((await bill.visitor.call('GET /api/session')).status).toBe(401)
      const again = visitor(server.url)
      expect((await giveUserNameAndPassword(server, again, 'BSMITH')).problem?.code).toBe('wrong-credentials')
      await dana.ask(change, { id }, { active: true })
      expect((await half.call('POST /api/sign-in/code', { code })).problem?.code).toBe('sign-in-over')
      expect((await bill.visitor.call('GET /api/session')).status).toBe(401)
      expect((await giveUserNameAndPassword(server, again, 'BSMITH')).answer?.step).toBe('code')
      const events = (await historyOf(id)).map(({ event }) => event)
      expect(events).toEqual(expect.arrayContaining(['person-deactivated', 'person-activated']))
    })

    it('makes an invitation worthless', async () => {
      const { id } = (await dana.ask(add, {}, lee)).answer!
      const token = tokenIn(await letterTo(server, lee.email, 'Your account at Harbor Agency'))
      await dana.ask(change, { id }, { active: false })
      expect((await dana.ask(invite, { id }, {})).problem?.code).toBe('conflict')
      await dana.ask(change, { id }, { active: true })
      const used = await visitor(server.url).call('POST /api/password-link', {
        token,
        password: 'seven green lanterns',
      })
      expect(used.problem?.code).toBe('link-over')
    })
  })

  describe('nothing', () => {
    it('of another organization can be seen or changed: its ids are not there', async () => {
      const other = await makeOtherOrganization(server)
      const id = other.personId
      const history = 'GET /api/administration/people/{id}/history'
      const connections = 'GET /api/administration/people/{id}/connections'
      for (const name of [onePerson, history, connections] as const)
        expect((await dana.ask(name, { id })).problem?.code).toBe('not-found')
      expect((await dana.ask(change, { id }, { displayName: 'Mine' })).problem?.code).toBe('not-found')
      expect((await dana.ask(invite, { id }, {})).problem?.code).toBe('not-found')
      const { problem } = await dana.ask(add, {}, { ...lee, locationId: other.locationId })
      expect(problem?.fields).toEqual({ locationId: 'There is no such location.' })
      const after = await dana.ask('GET /api/administration/people', { after: id })
      expect(after.problem).toMatchObject({
        code: 'invalid-field',
        fields: { after: 'This is no place in the list.' },
      })
      const found = await dana.ask('GET /api/administration/people', { search: 'stranger' })
      expect(found.answer?.people).toEqual([])
      const there = await dana.ask('GET /api/administration/people', { location: other.locationId })
      expect(there.answer?.people).toEqual([])
    })

    it('here is for people without the right, or without a session', async () => {
      const bill = await signInAs(server, 'BSMITH')
      const id = await idOf(server, 'CBILLS')
      expect((await bill.ask('GET /api/administration/people')).problem?.code).toBe('no-right')
      expect((await bill.ask(change, { id }, { rights: ['Administer Users'] })).problem?.code).toBe(
        'no-right',
      )
      bill.visitor.cookies.clear()
      expect((await bill.ask(add, {}, lee)).problem?.code).toBe('no-session')
    })

    it('is forgotten of somebody else’s connection', async () => {
      await signInAs(server, 'BSMITH')
      const [bill, carol] = [await idOf(server, 'BSMITH'), await idOf(server, 'CBILLS')]
      const list = async () =>
        (await dana.ask('GET /api/administration/people/{id}/connections', { id: bill })).answer!
      const [connection] = await list()
      const forget = 'DELETE /api/administration/people/{id}/connections/{connectionId}'
      const connectionId = connection!.id
      expect((await dana.ask(forget, { id: carol, connectionId })).problem?.code).toBe('not-found')
      expect((await dana.ask(forget, { id: bill, connectionId })).status).toBe(204)
      expect(await list()).toEqual([])
    })
  })
})
