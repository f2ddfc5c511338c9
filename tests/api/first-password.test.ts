import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { day, minute, second } from '../../server/base/duration.ts'
import { type Administrator, signInAs, startOffice } from '../support/administrator.ts'
import { onBothEngines } from '../support/engines.ts'
import type { TestServer } from '../support/server.ts'
import { idOf, letterTo, proveEmail, setPreference } from '../support/set-up.ts'
import { type Visitor, visitor } from '../support/visitor.ts'

const add = 'POST /api/administration/people'
const handOver = 'POST /api/administration/people/{id}/first-password'
const lee = { userName: 'LPARK', displayName: 'Lee Park' }
const chosen = 'seven green lanterns'

onBothEngines('Somebody without an e-mail address (S5)', (open) => {
  let server: TestServer
  let dana: Administrator
  beforeEach(async () => {
    ;({ server, dana } = await startOffice(await open()))
  })
  afterEach(() => server.stop())

  const addLee = async (more = {}) => (await dana.ask(add, {}, { ...lee, ...more })).answer!.id
  const historyOf = async (id: string) =>
    (await dana.ask('GET /api/administration/people/{id}/history', { id })).answer!.entries

  /** What the administrator reads on the page, once. */
  async function paperFor(id: string): Promise<string> {
    const { answer } = await dana.ask(handOver, { id }, {})
    return answer!.password
  }

  const begin = (browser: Visitor, password: string) =>
    browser.call('POST /api/sign-in', { userName: lee.userName, password })
  const choose = (browser: Visitor, password: string) =>
    browser.call('POST /api/sign-in/password', { password })

  async function storedOf(id: string) {
    return server.world.database
      .selectFrom('people')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
  }

  it('is added with a blank one and with none, and gets no letter', async () => {
    const none = await dana.ask(add, {}, lee)
    expect(none).toMatchObject({ status: 201, answer: { email: null, hasPassword: false } })
    const blank = await dana.ask(add, {}, { ...lee, userName: 'LPARK2', email: ' ' })
    expect(blank).toMatchObject({ status: 201, answer: { email: null } })
    const events = (await historyOf(none.answer!.id)).map(({ event }) => event)
    expect(events).toEqual(['person-added'])
  })

  it('is imported, from a file without that column too, and nobody is told to have been invited', async () => {
    const csv = 'User name,Display name,E-mail\nLPARK,Lee Park,\nNLEE,Ned Lee,ned@harbor.example\n'
    const { answer } = await dana.ask('POST /api/administration/people/import', {}, { csv })
    expect(answer).toEqual({ imported: 2, leftOut: [] })
    const without = 'User name,Display name\nMLEE,Mo Lee\n'
    expect(
      (await dana.ask('POST /api/administration/people/import', {}, { csv: without })).answer,
    ).toMatchObject({ imported: 1 })
    const eventsOf = async (userName: string) =>
      (await historyOf(await idOf(server, userName))).map(({ event }) => event)
    expect(await eventsOf('LPARK')).toEqual(['person-added'])
    expect(await eventsOf('MLEE')).toEqual(['person-added'])
    expect(await eventsOf('NLEE')).toContain('person-invited')
    expect((await storedOf(await idOf(server, 'LPARK'))).email).toBeNull()
  })

  it('gets a first password on paper, chooses their own, and sets up with an address that the profile did not know', async () => {
    const id = await addLee()
    const { status, answer } = await dana.ask(handOver, { id }, {})
    expect(status).toBe(200)
    expect(answer!.password).toMatch(/^[a-hj-km-np-z02-9]{4}(-[a-hj-km-np-z02-9]{4}){4}$/)
    expect(answer!.expiresAt).toBe(new Date(server.clock.now().getTime() + 7 * day).toISOString())
    const lees = visitor(server.url)
    const begun = await begin(lees, answer!.password)
    expect(begun.answer).toEqual({
      step: 'choose-password',
      replaces: 'paper',
      organization: 'Harbor Agency',
      displayName: 'Lee Park',
      userName: 'LPARK',
    })
    expect((await lees.call('GET /api/sign-in')).answer).toEqual(begun.answer)
    const next = await choose(lees, chosen)
    expect(next.answer?.step).toBe('enroll')
    expect((await lees.call('GET /api/session')).problem?.code).toBe('no-session')
    expect((await lees.call('GET /api/enrollment')).answer?.suggestedEmail).toBeNull()
    await proveEmail(server, lees, 'lee@home.example')
    const done = await lees.call('POST /api/enrollment/finish', { default: 'email' })
    expect(done.answer).toMatchObject({ step: 'done' })
    expect((await lees.call('GET /api/session')).answer?.person.userName).toBe('LPARK')
    const events = (await historyOf(id)).map(({ event }) => event)
    expect(events).toEqual(
      expect.arrayContaining(['first-password-given', 'first-password-used', 'password-chosen', 'signed-in']),
    )
  })

  it('is signed in by the choice alone where nothing more is asked, and the next day by the chosen password', async () => {
    await setPreference(server, '2FA', 'Off')
    const id = await addLee()
    const lees = visitor(server.url)
    await begin(lees, await paperFor(id))
    expect((await choose(lees, chosen)).answer?.step).toBe('done')
    expect((await lees.call('GET /api/session')).answer?.person.userName).toBe('LPARK')
    server.clock.advance(day)
    expect((await begin(visitor(server.url), chosen)).answer?.step).toBe('done')
  })

  describe('the first password', () => {
    it('opens nothing but the choice of one', async () => {
      const lees = visitor(server.url)
      await begin(lees, await paperFor(await addLee()))
      expect((await lees.call('GET /api/session')).problem?.code).toBe('no-session')
      expect((await lees.call('GET /api/enrollment')).problem?.code).toBe('no-session')
      expect((await lees.call('POST /api/sign-in/code', { code: '123456' })).problem?.code).toBe(
        'sign-in-over',
      )
      expect((await lees.call('POST /api/sign-in/send-again', {})).problem?.code).toBe('sign-in-over')
      expect((await lees.call('POST /api/sign-in/method', { method: 'email' })).problem?.code).toBe(
        'sign-in-over',
      )
    })

    it('works once: neither again, nor as the new one', async () => {
      const paper = await paperFor(await addLee())
      const lees = visitor(server.url)
      await begin(lees, paper)
      expect((await begin(visitor(server.url), paper)).problem?.code).toBe('wrong-credentials')
      expect((await choose(lees, paper)).problem).toMatchObject({
        code: 'invalid-value',
        fields: { password: 'Please choose another one than the one on paper.' },
      })
      expect((await choose(lees, 'short')).problem?.code).toBe('invalid-value')
      expect((await choose(lees, chosen)).answer?.step).toBe('enroll')
      expect((await choose(lees, 'another green lantern')).problem?.code).toBe('sign-in-over')
      expect((await begin(visitor(server.url), paper)).problem?.code).toBe('wrong-credentials')
    })

    it('lets exactly one of ten go on who give it at once', async () => {
      const paper = await paperFor(await addLee())
      const all = await Promise.all(Array.from({ length: 10 }, () => begin(visitor(server.url), paper)))
      expect(all.filter(({ answer }) => answer?.step === 'choose-password')).toHaveLength(1)
      // Whoever comes when the tries are taken has to wait.
      const refused = all.filter(({ problem }) => problem)
      expect(refused).toHaveLength(9)
      for (const { status } of refused) expect([401, 429]).toContain(status)
    })

    it('lives seven days', async () => {
      const id = await addLee()
      const [early, late] = [await paperFor(id), 7 * day - second]
      server.clock.advance(late)
      expect((await begin(visitor(server.url), early)).answer?.step).toBe('choose-password')
      const again = await (await signInAs(server, 'ADMIN')).ask(handOver, { id }, {})
      server.clock.advance(7 * day)
      expect((await begin(visitor(server.url), again.answer!.password)).problem?.code).toBe(
        'wrong-credentials',
      )
    })

    it('ends with a later one, with a deactivation, and with the sign-in that stands at the choice', async () => {
      const id = await addLee()
      const first = await paperFor(id)
      const lees = visitor(server.url)
      await begin(lees, await paperFor(id))
      expect((await begin(visitor(server.url), first)).problem?.code).toBe('wrong-credentials')
      const third = await paperFor(id)
      expect((await choose(lees, chosen)).problem?.code).toBe('sign-in-over')
      const change = 'PATCH /api/administration/people/{id}'
      await dana.ask(change, { id }, { active: false })
      await dana.ask(change, { id }, { active: true })
      expect((await begin(visitor(server.url), third)).problem?.code).toBe('wrong-credentials')
    })

    it('is kept as a hash, and stands in no audit', async () => {
      const id = await addLee()
      const paper = await paperFor(id)
      expect((await storedOf(id)).first_password_hash).toMatch(/^\$/)
      const rows = await server.world.database.selectFrom('audit').selectAll().execute()
      expect(JSON.stringify([rows, await storedOf(id)])).not.toContain(paper)
    })

    it('is told to the person where an address is known, without it', async () => {
      const id = await addLee({ email: 'lee@harbor.example' })
      const paper = await paperFor(id)
      const letter = await letterTo(server, 'lee@harbor.example', 'A first password was handed over')
      expect(letter).toContain('Dana Reyes')
      expect(letter).not.toContain(paper)
    })
  })

  describe('handing it over', () => {
    it('is refused to whoever may not administer users, and without a fresh proof', async () => {
      const id = await addLee()
      const bill = await signInAs(server, 'BSMITH')
      expect((await bill.ask(handOver, { id }, {})).problem?.code).toBe('no-right')
      // The session lives on; the proof is fresh for ten minutes.
      server.clock.advance(11 * minute)
      expect((await dana.ask(handOver, { id }, {})).problem?.code).toBe('fresh-proof-needed')
      expect((await storedOf(id)).first_password_hash).toBeNull()
    })

    it('is refused for oneself, for somebody deactivated, and where a password can be mailed', async () => {
      expect((await dana.ask(handOver, { id: await idOf(server, 'ADMIN') }, {})).problem?.code).toBe(
        'conflict',
      )
      expect((await dana.ask(handOver, { id: await idOf(server, 'BSMITH') }, {})).problem?.code).toBe(
        'conflict',
      )
      expect((await dana.ask(handOver, { id: 'nobody' }, {})).problem?.code).toBe('not-found')
      const id = await addLee()
      await dana.ask('PATCH /api/administration/people/{id}', { id }, { active: false })
      expect((await dana.ask(handOver, { id }, {})).problem?.code).toBe('conflict')
    })

    it('takes the place of a forgotten password where nothing can be mailed: sessions end, and the old one works no more', async () => {
      await setPreference(server, '2FA', 'Off')
      const id = await addLee()
      const lees = visitor(server.url)
      await begin(lees, await paperFor(id))
      await choose(lees, chosen)
      const paper = await paperFor(id)
      expect((await lees.call('GET /api/session')).problem?.code).toBe('no-session')
      expect((await begin(visitor(server.url), chosen)).problem?.code).toBe('wrong-credentials')
      expect((await begin(lees, paper)).answer?.step).toBe('choose-password')
    })
  })
})
