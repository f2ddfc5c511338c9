import { expect, it } from 'vitest'
import { day, minute } from '../../server/base/duration.ts'
import { appCode } from '../support/authenticator-app.ts'
import { onBothEngines } from '../support/engines.ts'
import type { TestServer } from '../support/server.ts'
import {
  asStep,
  beginSetUp,
  codesSoFar,
  codesTo,
  letterTo,
  neverSetUp,
  nextCode,
  proveApp,
  proveEmail,
  provePhone,
  setPreference,
} from '../support/set-up.ts'
import { giveUserNameAndPassword } from '../support/sign-in.ts'
import { type Visitor, visitor } from '../support/visitor.ts'
import { serverOn } from '../support/with-server.ts'

const bsmith = 'bsmith@harbor.example'
const phone = '+15555554217'

onBothEngines('set-up', (open) => {
  const withServer = serverOn(open)

  /** Something is set up already: it is asked for before set-up goes on (T10). */
  async function goOnWithSetUp(server: TestServer, somebody: Visitor): Promise<void> {
    const known = await codesSoFar(server, bsmith)
    await giveUserNameAndPassword(server, somebody, 'BSMITH')
    const code = await nextCode(server, bsmith, known)
    const { answer } = await somebody.call('POST /api/sign-in/code', { code })
    expect(answer?.step).toBe('enroll')
  }

  it('R6.1 to R6.5 walks from the password through e-mail, app and text message to the default and a session', () =>
    withServer(async (server) => {
      await neverSetUp(server, 'BSMITH')
      const bill = visitor(server.url)
      await beginSetUp(server, bill, 'BSMITH')
      const none = { state: 'none' }
      expect((await bill.call('GET /api/enrollment')).answer).toEqual({
        methods: {
          email: { ...none, address: null, sent: null },
          app: none,
          text: { ...none, phone: null, sent: null },
        },
        default: null,
        complete: false,
        suggestedEmail: bsmith,
        phoneForProfile: false,
        allowed: ['email', 'app', 'text'],
      })

      const sent = await bill.call('POST /api/enrollment/email', { address: bsmith })
      expect(sent).toMatchObject({
        status: 202,
        answer: { sentTo: bsmith, digits: 6, expiresAt: '2026-05-04T08:05:00.000Z' },
      })
      const pending = await bill.call('GET /api/enrollment')
      expect(pending.answer?.methods.email).toMatchObject({ state: 'pending', address: bsmith })
      const entered = await bill.call('POST /api/enrollment/email/code', {
        code: await nextCode(server, bsmith),
      })
      expect(entered.answer?.methods.email).toMatchObject({ state: 'ready', address: bsmith })

      const app = await bill.call('POST /api/enrollment/app', {})
      expect(app.answer?.key).toMatch(/^[A-Z2-7]{32}$/)
      expect(app.answer?.otpauthUri).toContain(`secret=${app.answer?.key}`)
      expect(app.answer?.otpauthUri).toMatch(
        /^otpauth:\/\/totp\/Harbor%20Agency:BSMITH\?issuer=Harbor%20Agency&/,
      )
      expect(app.answer?.qrSvg).toMatch(/^<svg [^>]*viewBox.*fill="#ffffff".*stroke="#000000"/s)
      const shown = await bill.call('POST /api/enrollment/app/code', {
        code: appCode(app.answer!.key, server.clock.now()),
      })
      expect(shown.answer?.methods.app).toMatchObject({ state: 'ready' })

      const texted = await bill.call('POST /api/enrollment/text', { phone: '5555554217' })
      expect(texted).toMatchObject({ status: 202, answer: { sentTo: '(555) 555-4217', digits: 6 } })
      const text = await bill.call('POST /api/enrollment/text/code', { code: await nextCode(server, phone) })
      expect(text.answer?.methods.text).toMatchObject({ state: 'ready', phone })
      expect(text.answer).toMatchObject({ default: null, complete: false })

      expect((await bill.call('GET /api/session')).status).toBe(401)
      const finished = await bill.call('POST /api/enrollment/finish', { default: 'text' })
      expect(asStep(finished.answer)).toMatchObject({ step: 'done', returnTo: '/' })
      expect((await bill.call('GET /api/session')).answer?.provedBy).toMatchObject({
        method: 'text',
        letThroughBy: null,
        secondFactor: '2026-05-04T08:03:00.000Z',
      })
      // R4.5: the finished set-up remembers the connection.
      server.clock.advance(day)
      expect((await giveUserNameAndPassword(server, bill, 'BSMITH')).answer).toMatchObject({ step: 'done' })
      const elsewhere = visitor(server.url)
      const asked = await giveUserNameAndPassword(server, elsewhere, 'BSMITH')
      expect(asked.answer).toMatchObject({ step: 'code', method: 'text', otherMethods: ['email', 'app'] })
    }))

  it('R6.1 until it is finished, nothing but set-up opens', () =>
    withServer(async (server) => {
      await neverSetUp(server, 'ADMIN')
      const admin = visitor(server.url)
      await beginSetUp(server, admin, 'ADMIN')
      for (const call of [
        'GET /api/session',
        'GET /api/profile',
        'GET /api/profile/sessions',
        'POST /api/profile/proof',
        'GET /api/administration/preferences',
      ] as const)
        expect((await admin.call(call, call.startsWith('POST') ? {} : undefined)).problem?.code).toBe(
          'no-session',
        )
      const removed = await admin.call('DELETE /api/enrollment/{method}', undefined, '/api/enrollment/app')
      expect(removed.problem?.code).toBe('no-session')
    }))

  it('nobody without a sign-in or session sees or changes a set-up, and a code step is no set-up', () =>
    withServer(async (server) => {
      const nobody = visitor(server.url)
      expect((await nobody.call('GET /api/enrollment')).problem?.code).toBe('no-session')
      const bill = visitor(server.url)
      await giveUserNameAndPassword(server, bill, 'BSMITH')
      expect((await bill.call('GET /api/enrollment')).problem?.code).toBe('no-session')
      const sent = await bill.call('POST /api/enrollment/email', { address: 'thief@else.example' })
      expect(sent.problem?.code).toBe('no-session')
      const finished = await bill.call('POST /api/enrollment/finish', { default: 'email' })
      expect(finished.problem?.code).toBe('no-session')
    }))

  it('R6.2 e-mail cannot be skipped', () =>
    withServer(async (server) => {
      await neverSetUp(server, 'BSMITH')
      const bill = visitor(server.url)
      await beginSetUp(server, bill, 'BSMITH')
      await proveApp(server, bill)
      for (const chosen of ['app', 'email', 'text'] as const) {
        const finished = await bill.call('POST /api/enrollment/finish', { default: chosen })
        expect(finished).toMatchObject({
          status: 422,
          problem: {
            code: 'method-not-available',
            fields: { default: 'Please confirm your e-mail address first.' },
          },
        })
      }
      await proveEmail(server, bill, bsmith)
      const text = await bill.call('POST /api/enrollment/finish', { default: 'text' })
      expect(text.problem?.fields).toEqual({ default: 'Please choose one of the ways you have set up.' })
      expect(asStep((await bill.call('POST /api/enrollment/finish', { default: 'email' })).answer).step).toBe(
        'done',
      )
    }))

  it("R6.2 another address is for codes only, and is told to the profile's address", () =>
    withServer(async (server) => {
      await neverSetUp(server, 'BSMITH')
      const bill = visitor(server.url)
      await beginSetUp(server, bill, 'BSMITH')
      await proveEmail(server, bill, 'bill@home.example')
      const told = await letterTo(server, bsmith, 'Your codes go to another address')
      expect(told).toContain('b•••@home.example')
      await bill.call('POST /api/enrollment/finish', { default: 'email' })
      expect((await bill.call('GET /api/profile')).answer).toMatchObject({
        email: bsmith,
        methods: [{ method: 'email', state: 'ready', address: 'bill@home.example' }, {}, {}],
      })
      const known = await codesSoFar(server, 'bill@home.example')
      await giveUserNameAndPassword(server, visitor(server.url), 'BSMITH')
      expect(await nextCode(server, 'bill@home.example', known)).toMatch(/^\d{6}$/)
      expect(await codesTo(server, bsmith)).toEqual([])
    }))

  it('R6.6 survives reload and coming back another day on another machine: what is finished stays finished', () =>
    withServer(async (server) => {
      await neverSetUp(server, 'BSMITH')
      const bill = visitor(server.url)
      await beginSetUp(server, bill, 'BSMITH')
      await proveEmail(server, bill, bsmith)
      await proveApp(server, bill)
      server.clock.advance(day)
      const tomorrow = visitor(server.url, { address: '198.51.100.4' })
      await goOnWithSetUp(server, tomorrow)
      expect((await tomorrow.call('GET /api/enrollment')).answer?.methods).toMatchObject({
        email: { state: 'ready' },
        app: { state: 'ready' },
        text: { state: 'none' },
      })
    }))

  it('cannot be finished in a sign-in without a single right code', () =>
    withServer(async (server) => {
      await neverSetUp(server, 'BSMITH')
      const bill = visitor(server.url)
      await beginSetUp(server, bill, 'BSMITH')
      await proveEmail(server, bill, bsmith)
      const thief = visitor(server.url, { address: '198.51.100.4' })
      await giveUserNameAndPassword(server, thief, 'BSMITH')
      expect((await thief.call('POST /api/enrollment/finish', { default: 'email' })).status).toBe(401)
      const other = visitor(server.url)
      await goOnWithSetUp(server, other)
      const finished = await other.call('POST /api/enrollment/finish', { default: 'email' })
      expect(asStep(finished.answer)).toMatchObject({ step: 'done' })
    }))

  it('somebody with the password who stands at set-up as well is past it when the person has finished', () =>
    withServer(async (server) => {
      await neverSetUp(server, 'BSMITH')
      const thief = visitor(server.url, { address: '198.51.100.4' })
      await beginSetUp(server, thief, 'BSMITH')
      await proveApp(server, thief)
      const bill = visitor(server.url)
      await goOnWithSetUp(server, bill)
      await proveEmail(server, bill, bsmith)
      await bill.call('POST /api/enrollment/finish', { default: 'email' })
      expect((await thief.call('POST /api/enrollment/app', {})).problem?.code).toBe('sign-in-over')
      const finished = await thief.call('POST /api/enrollment/finish', { default: 'app' })
      expect(finished.problem?.code).toBe('sign-in-over')
      expect((await bill.call('GET /api/session')).status).toBe(200)
    }))

  it('lives ten minutes from each step on, and an hour in all', () =>
    withServer(async (server) => {
      await neverSetUp(server, 'BSMITH')
      const bill = visitor(server.url)
      await beginSetUp(server, bill, 'BSMITH')
      for (let minutes = 0; minutes < 54; minutes += 9) {
        server.clock.advance(9 * minute)
        expect((await bill.call('POST /api/enrollment/app', {})).status, `after ${minutes}`).toBe(200)
      }
      server.clock.advance(6 * minute)
      expect((await bill.call('GET /api/enrollment')).problem?.code).toBe('no-session')
      const idle = visitor(server.url)
      await beginSetUp(server, idle, 'BSMITH')
      server.clock.advance(10 * minute)
      expect((await idle.call('POST /api/enrollment/app', {})).problem?.code).toBe('no-session')
    }))

  it('R6.3 a key is sealed while it waits, shown once, and replaced by asking again', () =>
    withServer(async (server) => {
      await neverSetUp(server, 'BSMITH')
      const bill = visitor(server.url)
      await beginSetUp(server, bill, 'BSMITH')
      const first = (await bill.call('POST /api/enrollment/app', {})).answer!
      expect((await bill.call('GET /api/enrollment')).answer?.methods.app).toMatchObject({ state: 'pending' })
      const second = (await bill.call('POST /api/enrollment/app', {})).answer!
      expect(second.key).not.toBe(first.key)
      const rows = await server.world.database.selectFrom('challenges').selectAll().execute()
      for (const { key } of [first, second]) expect(JSON.stringify(rows)).not.toContain(key)
      const old = appCode(first.key, server.clock.now())
      const wrong = await bill.call('POST /api/enrollment/app/code', { code: old })
      expect(wrong.problem?.code).toBe('wrong-code')
      const code = appCode(second.key, server.clock.now())
      expect((await bill.call('POST /api/enrollment/app/code', { code })).status).toBe(200)
      const factors = await server.world.database.selectFrom('factors').selectAll().execute()
      expect(JSON.stringify(factors)).not.toContain(second.key)
    }))

  it('only ways that 2FAMETHODS allows can be set up or be the default', () =>
    withServer(async (server) => {
      await neverSetUp(server, 'BSMITH')
      await setPreference(server, '2FAMETHODS', 'email')
      const bill = visitor(server.url)
      await beginSetUp(server, bill, 'BSMITH')
      expect((await bill.call('GET /api/enrollment')).answer?.allowed).toEqual(['email'])
      expect((await bill.call('POST /api/enrollment/app', {})).problem?.code).toBe('method-not-available')
      const text = await bill.call('POST /api/enrollment/text', { phone })
      expect(text.problem?.code).toBe('method-not-available')
      expect(await codesTo(server, phone)).toEqual([])
    }))

  it('R9.3 two people may share one phone and one mailbox', () =>
    withServer(async (server) => {
      for (const userName of ['BSMITH', 'CBILLS']) {
        await neverSetUp(server, userName)
        const person = visitor(server.url)
        await beginSetUp(server, person, userName)
        expect((await proveEmail(server, person, 'desk@harbor.example')).status).toBe(200)
        expect((await provePhone(server, person, '+15555554299')).status).toBe(200)
        const done = await person.call('POST /api/enrollment/finish', { default: 'text' })
        expect(asStep(done.answer).step).toBe('done')
      }
    }))

  const phones: [string, string | null][] = [
    ['(555) 555-4217', phone],
    ['555.555.4217', phone],
    ['+1 555-555-4217', phone],
    ['1 555 555 4217', phone],
    ['+44 7911 123456', '+447911123456'],
    ['555555421', null],
    ['25555554217', null],
    ['555-555-4217 ext. 12', null],
    ['+44 20 7946 0958', null],
    ['800-555-0199', null],
    ['+999 555 1234', null],
    ['call me', null],
    ['5555554217\n5555554218', null],
    [`+${'1'.repeat(300)}`, null],
  ]
  it('R6.4 every way to write a number has a defined answer, and nothing is sent to what is none', () =>
    withServer(async (server) => {
      await neverSetUp(server, 'BSMITH')
      const bill = visitor(server.url)
      await beginSetUp(server, bill, 'BSMITH')
      for (const [typed, e164] of phones) {
        server.clock.advance(minute)
        const sent = await bill.call('POST /api/enrollment/text', { phone: typed })
        if (e164) {
          expect(sent.status, typed).toBe(202)
          expect((await bill.call('GET /api/enrollment')).answer?.methods.text).toMatchObject({
            state: 'pending',
            phone: e164,
          })
        } else
          expect(sent, typed).toMatchObject({
            status: 422,
            problem: { code: 'invalid-value', fields: { phone: expect.any(String) } },
          })
      }
    }))

  const addresses: [string, string | null][] = [
    ['Bill.Smith@Harbor.EXAMPLE', 'Bill.Smith@harbor.example'],
    [' bill@harbor.example ', 'bill@harbor.example'],
    ['bíll@harbor.example', 'bíll@harbor.example'],
    ['bill@häfen.example', 'bill@häfen.example'],
    ['bill@harbor.example\r\nBcc: thief@else.example', null],
    ['bill@harbor.example, thief@else.example', null],
    ['"bill"@harbor.example', null],
    ['Bill <bill@harbor.example>', null],
    ['bill', null],
    ['@harbor.example', null],
    ['bill@localhost', null],
    [`${'b'.repeat(300)}@harbor.example`, null],
    [`bill@${'h'.repeat(300)}.example`, null],
    // What nobody sees is no part of it (C3).
    ['bill@harbor.example\u202e', 'bill@harbor.example'],
  ]
  it('R6.2 every way to write an address has a defined answer, and nothing is sent to what is none', () =>
    withServer(async (server) => {
      await neverSetUp(server, 'BSMITH')
      const bill = visitor(server.url)
      await beginSetUp(server, bill, 'BSMITH')
      for (const [typed, address] of addresses) {
        const sent = await bill.call('POST /api/enrollment/email', { address: typed })
        if (address) expect(sent, typed).toMatchObject({ status: 202, answer: { sentTo: address } })
        else
          expect(sent, typed).toMatchObject({
            status: 422,
            problem: { code: 'invalid-value', fields: { address: expect.any(String) } },
          })
      }
    }))

  it('going on with a half-done set-up asks for what was proved, and not for the password alone (T10)', () =>
    withServer(async (server) => {
      await neverSetUp(server, 'BSMITH')
      const bill = visitor(server.url)
      await beginSetUp(server, bill, 'BSMITH')
      await proveEmail(server, bill, 'bsmith@harbor.example')
      const thief = visitor(server.url, { address: '198.51.100.4' })
      const begun = await giveUserNameAndPassword(server, thief, 'BSMITH')
      expect(begun.answer).toMatchObject({
        step: 'code',
        method: 'email',
        waysOut: [{ kind: 'administrator' }],
      })
      expect((await thief.call('POST /api/enrollment/app', {})).status).toBe(401)
    }))
})
