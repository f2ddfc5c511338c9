import { expect, it } from 'vitest'
import { day, hour, minute, second } from '../../server/base/duration.ts'
import { onBothEngines } from '../support/engines.ts'
import { startServer, type TestServer } from '../support/server.ts'
import {
  appCode,
  asStep,
  beginSetUp,
  codesTo,
  idOf,
  letterTo,
  neverSetUp,
  nextCode,
  outboxIsEmpty,
  proveApp,
  proveEmail,
  provePhone,
  setPreference,
  signInFresh,
  subjectsTo,
} from '../support/set-up.ts'
import { giveUserNameAndPassword, otherCode } from '../support/sign-in.ts'
import { visitor } from '../support/visitor.ts'

const bsmith = 'bsmith@harbor.example'
const phone = '+15555554217'
const changed = 'Your ways to confirm have changed (Harbor Agency)'

onBothEngines('set-up', (open) => {
  async function withServer(work: (server: TestServer) => Promise<void>): Promise<void> {
    const server = await startServer({ settings: { DATABASE: await open() } })
    try {
      await work(server)
    } finally {
      await server.stop()
    }
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
      const known = (await codesTo(server, 'bill@home.example')).length
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
      await beginSetUp(server, tomorrow, 'BSMITH')
      expect((await tomorrow.call('GET /api/enrollment')).answer?.methods).toMatchObject({
        email: { state: 'ready' },
        app: { state: 'ready' },
        text: { state: 'none' },
      })
    }))

  it('finishing in a sign-in without a single right code asks for one by the new default first', () =>
    withServer(async (server) => {
      await neverSetUp(server, 'BSMITH')
      const bill = visitor(server.url)
      await beginSetUp(server, bill, 'BSMITH')
      await proveEmail(server, bill, bsmith)
      const thief = visitor(server.url, { address: '198.51.100.4' })
      await beginSetUp(server, thief, 'BSMITH')
      const known = (await codesTo(server, bsmith)).length
      const finished = await thief.call('POST /api/enrollment/finish', { default: 'email' })
      expect(asStep(finished.answer)).toMatchObject({ step: 'code', method: 'email', triesLeft: 3 })
      expect((await thief.call('GET /api/session')).status).toBe(401)
      const code = await nextCode(server, bsmith, known)
      expect((await thief.call('POST /api/sign-in/code', { code })).answer).toMatchObject({ step: 'done' })
    }))

  it('somebody with the password who stands at set-up as well is past it when the person has finished', () =>
    withServer(async (server) => {
      await neverSetUp(server, 'BSMITH')
      const thief = visitor(server.url, { address: '198.51.100.4' })
      await beginSetUp(server, thief, 'BSMITH')
      await proveApp(server, thief)
      const bill = visitor(server.url)
      await beginSetUp(server, bill, 'BSMITH')
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

  it('R5.8 three wrong codes in a row end the sign-in; a right one starts the count anew', () =>
    withServer(async (server) => {
      await neverSetUp(server, 'BSMITH')
      const bill = visitor(server.url)
      await beginSetUp(server, bill, 'BSMITH')
      await bill.call('POST /api/enrollment/email', { address: bsmith })
      const code = await nextCode(server, bsmith)
      for (const left of [2, 1]) {
        const wrong = await bill.call('POST /api/enrollment/email/code', { code: otherCode(code) })
        expect(wrong).toMatchObject({ status: 422, problem: { code: 'wrong-code', triesLeft: left } })
      }
      expect((await bill.call('POST /api/enrollment/email/code', { code })).status).toBe(200)
      const { key } = (await bill.call('POST /api/enrollment/app', {})).answer!
      const right = appCode(key, server.clock.now())
      for (const left of [2, 1]) {
        const wrong = await bill.call('POST /api/enrollment/app/code', { code: otherCode(right) })
        expect(wrong.problem).toMatchObject({ code: 'wrong-code', triesLeft: left })
      }
      // Neither another key nor another address restarts the count.
      await bill.call('POST /api/enrollment/app', {})
      await bill.call('POST /api/enrollment/email', { address: 'else@harbor.example' })
      const third = await bill.call('POST /api/enrollment/email/code', { code: '000000' })
      expect(third).toMatchObject({ status: 410, problem: { code: 'sign-in-over', triesLeft: 0 } })
      expect((await bill.call('GET /api/enrollment')).problem?.code).toBe('sign-in-over')
    }))

  it('the same address again sends the code of the present minute, after a pause; another begins anew', () =>
    withServer(async (server) => {
      await neverSetUp(server, 'BSMITH')
      const bill = visitor(server.url)
      await beginSetUp(server, bill, 'BSMITH')
      await bill.call('POST /api/enrollment/email', { address: bsmith })
      const first = await nextCode(server, bsmith)
      const soon = await bill.call('POST /api/enrollment/email', { address: bsmith })
      expect(soon).toMatchObject({ status: 429, problem: { code: 'slow-down', retryAfterSeconds: 15 } })
      server.clock.advance(minute)
      await bill.call('POST /api/enrollment/email', { address: bsmith })
      const second = await nextCode(server, bsmith, 1)
      expect(second).not.toBe(first)
      await bill.call('POST /api/enrollment/email', { address: 'else@harbor.example' })
      const elsewhere = await nextCode(server, 'else@harbor.example')
      for (const old of [first, second].filter((code) => code !== elsewhere))
        expect((await bill.call('POST /api/enrollment/email/code', { code: old })).problem?.code).toBe(
          'wrong-code',
        )
      const entered = await bill.call('POST /api/enrollment/email/code', { code: elsewhere })
      expect(entered.answer?.methods.email).toMatchObject({ state: 'ready', address: 'else@harbor.example' })
    }))

  it('an earlier code of the same address still works while it lives, and a dead one says so', () =>
    withServer(async (server) => {
      await neverSetUp(server, 'BSMITH')
      const bill = visitor(server.url)
      await beginSetUp(server, bill, 'BSMITH')
      await bill.call('POST /api/enrollment/email', { address: bsmith })
      const first = await nextCode(server, bsmith)
      server.clock.advance(minute)
      await bill.call('POST /api/enrollment/email', { address: bsmith })
      await nextCode(server, bsmith, 1)
      expect((await bill.call('GET /api/enrollment')).answer?.methods.email.sent).toEqual({
        sentTo: bsmith,
        expiresAt: '2026-05-04T08:06:00.000Z',
        digits: 6,
      })
      server.clock.advance(2 * minute)
      const dead = await bill.call('POST /api/enrollment/email/code', { code: first })
      expect(dead).toMatchObject({ status: 410, problem: { code: 'code-expired' } })
      await bill.call('POST /api/enrollment/email', { address: bsmith })
      const alive = await nextCode(server, bsmith, 2)
      expect((await bill.call('POST /api/enrollment/email/code', { code: alive })).status).toBe(200)
    }))

  it('no more than twenty codes an hour leave for one person, to whatever addresses', () =>
    withServer(async (server) => {
      await neverSetUp(server, 'BSMITH')
      const bill = visitor(server.url)
      await beginSetUp(server, bill, 'BSMITH')
      for (let each = 0; each < 20; each++)
        expect(
          (await bill.call('POST /api/enrollment/email', { address: `m${each}@harbor.example` })).status,
        ).toBe(202)
      const more = await bill.call('POST /api/enrollment/email', { address: 'more@harbor.example' })
      expect(more.problem?.code).toBe('slow-down')
      expect(Number(more.headers.get('retry-after'))).toBeGreaterThan(0)
      server.clock.advance(hour + second)
      const later = visitor(server.url)
      await beginSetUp(server, later, 'BSMITH')
      expect((await later.call('POST /api/enrollment/email', { address: bsmith })).status).toBe(202)
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

  it('R5.7 the code that set the app up is used: it signs nobody in', () =>
    withServer(async (server) => {
      await neverSetUp(server, 'BSMITH')
      const bill = visitor(server.url)
      await beginSetUp(server, bill, 'BSMITH')
      await proveEmail(server, bill, bsmith)
      const key = await proveApp(server, bill)
      await bill.call('POST /api/enrollment/finish', { default: 'app' })
      const elsewhere = visitor(server.url)
      const asked = await giveUserNameAndPassword(server, elsewhere, 'BSMITH')
      expect(asked.answer).toMatchObject({ step: 'code', method: 'app', sentTo: null, expiresAt: null })
      const used = await elsewhere.call('POST /api/sign-in/code', { code: appCode(key, server.clock.now()) })
      expect(used.problem?.code).toBe('wrong-code')
      server.clock.advance(30 * second)
      const next = await elsewhere.call('POST /api/sign-in/code', { code: appCode(key, server.clock.now()) })
      expect(next.answer).toMatchObject({ step: 'done' })
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
    ['bill@harbor.example\u202e', null],
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

  it('what cannot be a code takes no try', () =>
    withServer(async (server) => {
      await neverSetUp(server, 'BSMITH')
      const bill = visitor(server.url)
      await beginSetUp(server, bill, 'BSMITH')
      const before = await bill.call('POST /api/enrollment/email/code', { code: '123456' })
      expect(before.problem?.code).toBe('code-expired')
      await bill.call('POST /api/enrollment/email', { address: bsmith })
      for (const code of ['', '12345', '1234567', '１２３４５６', 'abcdef', ' 12345'])
        expect((await bill.call('POST /api/enrollment/email/code', { code })).problem?.code, code).toBe(
          'invalid-field',
        )
      for (const code of [null, ['123456'], 123456])
        expect((await bill.call('POST /api/enrollment/email/code', { code })).problem?.code).toBe(
          'invalid-field',
        )
      const unknown = await bill.call('POST /api/enrollment/email', { address: bsmith, more: 1 })
      expect(unknown.problem?.code).toBe('unknown-field')
      const code = await nextCode(server, bsmith)
      const wrong = await bill.call('POST /api/enrollment/email/code', { code: otherCode(code) })
      expect(wrong.problem?.triesLeft).toBe(2)
    }))

  it('R5.10 of fifty simultaneous right codes one makes the way ready, and one notice tells of it', () =>
    withServer(async (server) => {
      await neverSetUp(server, 'BSMITH')
      const bill = visitor(server.url)
      await signInFresh(server, bill, 'CBILLS')
      const { key } = (await bill.call('POST /api/enrollment/app', {})).answer!
      const code = appCode(key, server.clock.now())
      const tries = await Promise.all(
        Array.from({ length: 50 }, () => bill.call('POST /api/enrollment/app/code', { code })),
      )
      expect(tries.filter(({ status }) => status === 200)).toHaveLength(1)
      await outboxIsEmpty(server)
      const told = await subjectsTo(server, 'cbills@harbor.example')
      expect(told.filter((subject) => subject === changed)).toHaveLength(1)
    }))
})

onBothEngines('set-up from the profile', (open) => {
  async function withBill(
    work: (server: TestServer, bill: ReturnType<typeof visitor>) => Promise<void>,
  ): Promise<void> {
    const server = await startServer({ settings: { DATABASE: await open() } })
    try {
      const bill = visitor(server.url)
      await signInFresh(server, bill, 'BSMITH')
      await work(server, bill)
    } finally {
      await server.stop()
    }
  }

  it('R6.7 reading wants no fresh proof, and every change does', () =>
    withBill(async (server, bill) => {
      server.clock.advance(10 * minute)
      expect((await bill.call('GET /api/enrollment')).answer).toMatchObject({
        methods: { email: { state: 'ready', address: bsmith }, text: { state: 'ready', phone } },
        default: 'email',
        complete: true,
      })
      const changes = [
        ['POST /api/enrollment/email', { address: bsmith }],
        ['POST /api/enrollment/email/code', { code: '123456' }],
        ['POST /api/enrollment/app', {}],
        ['POST /api/enrollment/app/code', { code: '123456' }],
        ['POST /api/enrollment/text', { phone }],
        ['POST /api/enrollment/text/code', { code: '123456' }],
        ['POST /api/enrollment/finish', { default: 'text' }],
      ] as const
      for (const [call, body] of changes)
        expect((await bill.call(call, body)).problem?.code, call).toBe('fresh-proof-needed')
      const removed = await bill.call('DELETE /api/enrollment/{method}', undefined, '/api/enrollment/text')
      expect(removed.problem?.code).toBe('fresh-proof-needed')
    }))

  it('R6.7 an existing way keeps working until its replacement is proved, then the new one alone does', () =>
    withBill(async (server, bill) => {
      await bill.call('POST /api/enrollment/text', { phone: '5555554299' })
      expect((await bill.call('GET /api/enrollment')).answer?.methods.text).toMatchObject({
        state: 'ready',
        phone,
      })
      const elsewhere = visitor(server.url)
      await giveUserNameAndPassword(server, elsewhere, 'BSMITH')
      const before = await elsewhere.call('POST /api/sign-in/method', { method: 'text' })
      expect(before.answer).toMatchObject({ sentTo: '(•••) •••-4217' })
      const code = await nextCode(server, '+15555554299')
      const replaced = await bill.call('POST /api/enrollment/text/code', { code })
      expect(replaced.answer?.methods.text).toMatchObject({ state: 'ready', phone: '+15555554299' })
      expect(await letterTo(server, bsmith, changed)).toContain('replaced: text message')
      // What waited for a code of the old number waits no more.
      expect((await elsewhere.call('GET /api/sign-in')).problem?.code).toBe('sign-in-over')
      const after = visitor(server.url)
      await giveUserNameAndPassword(server, after, 'BSMITH')
      const asked = await after.call('POST /api/sign-in/method', { method: 'text' })
      expect(asked.answer).toMatchObject({ sentTo: '(•••) •••-4299' })
    }))

  it('R8.2 a replaced code address is told to the old one too', () =>
    withBill(async (server, bill) => {
      await proveEmail(server, bill, 'first@home.example')
      await proveEmail(server, bill, 'second@home.example')
      expect(await letterTo(server, 'first@home.example', changed)).toContain('replaced: e-mail')
      expect(await letterTo(server, bsmith, 'Your codes go to another address')).toContain('@home.example')
    }))

  it('R4.8 connections die when a way is added, but the one on which it was just proved', () =>
    withBill(async (server, bill) => {
      const home = visitor(server.url, { address: '198.51.100.4' })
      await signInFresh(server, home, 'BSMITH')
      await proveApp(server, bill)
      expect((await giveUserNameAndPassword(server, bill, 'BSMITH')).answer).toMatchObject({ step: 'done' })
      expect((await giveUserNameAndPassword(server, home, 'BSMITH')).answer).toMatchObject({ step: 'code' })
    }))

  it('proving the same address again changes nothing', () =>
    withBill(async (server, bill) => {
      const home = visitor(server.url, { address: '198.51.100.4' })
      await signInFresh(server, home, 'BSMITH')
      expect((await proveEmail(server, bill, bsmith)).status).toBe(200)
      expect((await giveUserNameAndPassword(server, home, 'BSMITH')).answer).toMatchObject({ step: 'done' })
      await outboxIsEmpty(server)
      expect(await subjectsTo(server, bsmith)).not.toContain(changed)
    }))

  it('R6.5 another default is asked for first from now on, is told by mail, and disturbs no connection', () =>
    withBill(async (server, bill) => {
      const finished = await bill.call('POST /api/enrollment/finish', { default: 'text' })
      expect(finished.answer).toMatchObject({ default: 'text', complete: true })
      expect(await letterTo(server, bsmith, changed)).toContain('now: text message')
      expect((await giveUserNameAndPassword(server, bill, 'BSMITH')).answer).toMatchObject({ step: 'done' })
      const asked = await giveUserNameAndPassword(server, visitor(server.url), 'BSMITH')
      expect(asked.answer).toMatchObject({ step: 'code', method: 'text' })
    }))

  it('a removed way is gone, e-mail becomes the default where it was that, and connections die', () =>
    withBill(async (server, bill) => {
      await bill.call('POST /api/enrollment/finish', { default: 'text' })
      const removed = await bill.call('DELETE /api/enrollment/{method}', undefined, '/api/enrollment/text')
      expect(removed.answer).toMatchObject({
        default: 'email',
        methods: { text: { state: 'none', phone: null } },
      })
      expect(await letterTo(server, bsmith, changed)).toContain('Hello')
      const again = await bill.call('DELETE /api/enrollment/{method}', undefined, '/api/enrollment/text')
      expect(again.problem?.code).toBe('not-found')
      const email = await bill.call('DELETE /api/enrollment/{method}', undefined, '/api/enrollment/email')
      expect(email.problem?.code).toBe('not-found')
      expect((await giveUserNameAndPassword(server, bill, 'BSMITH')).answer).toMatchObject({
        step: 'code',
        method: 'email',
        otherMethods: [],
      })
    }))

  it('three wrong codes from the profile end the code, not the session', () =>
    withBill(async (server, bill) => {
      const { key } = (await bill.call('POST /api/enrollment/app', {})).answer!
      const right = appCode(key, server.clock.now())
      for (const left of [2, 1]) {
        const wrong = await bill.call('POST /api/enrollment/app/code', { code: otherCode(right) })
        expect(wrong.problem).toMatchObject({ code: 'wrong-code', triesLeft: left })
      }
      const third = await bill.call('POST /api/enrollment/app/code', { code: otherCode(right) })
      expect(third).toMatchObject({ status: 410, problem: { code: 'code-expired', triesLeft: 0 } })
      const late = await bill.call('POST /api/enrollment/app/code', { code: right })
      expect(late.problem?.code).toBe('code-expired')
      expect((await bill.call('GET /api/session')).status).toBe(200)
      expect((await bill.call('GET /api/enrollment')).answer?.methods.app.state).toBe('none')
    }))

  it('another person in the same browser, whose sign-in stands at set-up, is who sets up', () =>
    withBill(async (server, bill) => {
      await neverSetUp(server, 'CBILLS')
      await beginSetUp(server, bill, 'CBILLS')
      expect((await bill.call('GET /api/enrollment')).answer?.suggestedEmail).toBe('cbills@harbor.example')
      await bill.call('DELETE /api/sign-in')
      expect((await bill.call('GET /api/enrollment')).answer?.suggestedEmail).toBe(bsmith)
    }))

  it('a session that ended meanwhile changes nothing', () =>
    withBill(async (server, bill) => {
      await bill.call('POST /api/enrollment/text', { phone: '5555554299' })
      const code = await nextCode(server, '+15555554299')
      await server.world.database
        .updateTable('sessions')
        .set({ ended_at: 1 })
        .where('person_id', '=', await idOf(server, 'BSMITH'))
        .execute()
      const late = await bill.call('POST /api/enrollment/text/code', { code })
      expect(late.problem?.code).toBe('no-session')
    }))

  it('R4.5 a person who sets up while 2FA is Off is complete, and asked by it once 2FA is On', () =>
    withBill(async (server, bill) => {
      await setPreference(server, '2FA', 'Off')
      await neverSetUp(server, 'BSMITH')
      await proveEmail(server, bill, bsmith)
      const finished = await bill.call('POST /api/enrollment/finish', { default: 'email' })
      expect(finished.answer).toMatchObject({ complete: true, default: 'email' })
      await setPreference(server, '2FA', 'On')
      const asked = await giveUserNameAndPassword(server, visitor(server.url), 'BSMITH')
      expect(asked.answer).toMatchObject({ step: 'code', method: 'email' })
    }))
})
