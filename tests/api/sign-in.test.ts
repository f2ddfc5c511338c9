import { expect, it } from 'vitest'
import type { PreferenceCode } from '../../contract/words.ts'
import { day, hour, minute, second } from '../../server/base/duration.ts'
import { changePreference } from '../../server/features/preferences/change-preference.flow.ts'
import { onBothEngines } from '../support/engines.ts'
import { startServer, type TestServer } from '../support/server.ts'
import {
  asCodeStep,
  giveUserNameAndPassword,
  messagesTo,
  newestCode,
  nextMessage,
  otherCode,
  signInByEmail,
} from '../support/sign-in.ts'
import { userAgents } from '../support/user-agents.ts'
import { type Visitor, visitor } from '../support/visitor.ts'

const bsmith = 'bsmith@harbor.example'
const bsmithPhone = '+15555554217'

async function prefer(server: TestServer, code: PreferenceCode, value: string): Promise<void> {
  const { id } = await server.world.database
    .selectFrom('organizations')
    .select('id')
    .executeTakeFirstOrThrow()
  await changePreference(server.world, { organizationId: id, actorId: null, address: null, code, value })
}

async function personId(server: TestServer, userName: string): Promise<string> {
  const { id } = await server.world.database
    .selectFrom('people')
    .select('id')
    .where('user_name', '=', userName)
    .executeTakeFirstOrThrow()
  return id
}

onBothEngines('signing in', (open) => {
  async function withServer(work: (server: TestServer) => Promise<void>): Promise<void> {
    const server = await startServer({ settings: { DATABASE: await open() } })
    try {
      await work(server)
    } finally {
      await server.stop()
    }
  }

  it('R5.3 asks at once by the default way, says where the code went, and remembers the connection', () =>
    withServer(async (server) => {
      const bill = visitor(server.url)
      const begun = await giveUserNameAndPassword(server, bill, 'BSMITH')
      expect(asCodeStep(begun.answer)).toMatchObject({
        method: 'email',
        sentTo: 'b•••@harbor.example',
        triesLeft: 3,
        digits: 6,
        otherMethods: ['text'],
        otherAddresses: { text: '(•••) •••-4217' },
      })
      expect(asCodeStep(begun.answer).reasons[0]).toMatchObject({ check: 'machine-new' })
      const done = await bill.call('POST /api/sign-in/code', { code: await newestCode(server, bsmith) })
      expect(done.answer).toMatchObject({ step: 'done', returnTo: '/' })

      const session = await bill.call('GET /api/session')
      expect(session.answer).toMatchObject({
        person: { userName: 'BSMITH', organization: 'Harbor Agency', location: 'Main Street', rights: [] },
        provedBy: { method: 'email', letThroughBy: null, secondFactor: '2026-05-04T08:03:00.000Z' },
      })
      server.clock.advance(hour)
      const again = await giveUserNameAndPassword(server, bill, 'BSMITH')
      expect(again.answer).toMatchObject({ step: 'done', reasons: [{ check: 'known' }] })
      expect((await bill.call('GET /api/session')).answer?.provedBy).toMatchObject({
        method: null,
        letThroughBy: 'remembered-connection',
        password: '2026-05-04T09:03:00.000Z',
        secondFactor: '2026-05-04T08:03:00.000Z',
      })
    }))

  it('R5.2 nothing but the sign-in endpoints accepts a half-finished sign-in', () =>
    withServer(async (server) => {
      const bill = visitor(server.url)
      await giveUserNameAndPassword(server, bill, 'BSMITH')
      const token = bill.cookies.get('doorward-sign-in')!
      expect((await bill.call('GET /api/session')).problem?.code).toBe('no-session')
      bill.cookies.set('doorward-session', token)
      expect((await bill.call('GET /api/session')).problem?.code).toBe('no-session')
      expect((await bill.call('GET /api/administration/preferences')).problem?.code).toBe('no-session')
    }))

  it('R5.2 a half-finished sign-in lives ten minutes', () =>
    withServer(async (server) => {
      const bill = visitor(server.url)
      await giveUserNameAndPassword(server, bill, 'BSMITH')
      server.clock.advance(10 * minute - second)
      expect((await bill.call('GET /api/sign-in')).status).toBe(200)
      server.clock.advance(second)
      expect((await bill.call('GET /api/sign-in')).problem?.code).toBe('no-sign-in')
    }))

  it('R5.8 three wrong codes end the sign-in, and the right one comes too late', () =>
    withServer(async (server) => {
      const bill = visitor(server.url)
      await giveUserNameAndPassword(server, bill, 'BSMITH')
      const code = await newestCode(server, bsmith)
      for (const left of [2, 1]) {
        const wrong = await bill.call('POST /api/sign-in/code', { code: otherCode(code) })
        expect(wrong).toMatchObject({ status: 422, problem: { code: 'wrong-code', triesLeft: left } })
      }
      const third = await bill.call('POST /api/sign-in/code', { code: otherCode(code) })
      expect(third).toMatchObject({ status: 410, problem: { code: 'sign-in-over' } })
      const late = await bill.call('POST /api/sign-in/code', { code })
      expect(late).toMatchObject({ status: 410, problem: { code: 'sign-in-over' } })
      expect((await bill.call('GET /api/session')).status).toBe(401)
    }))

  it('R5.8 asking for another code or another way does not restart the count', () =>
    withServer(async (server) => {
      const bill = visitor(server.url)
      await giveUserNameAndPassword(server, bill, 'BSMITH')
      const code = await newestCode(server, bsmith)
      await bill.call('POST /api/sign-in/code', { code: otherCode(code) })
      server.clock.advance(20 * second)
      expect(asCodeStep((await bill.call('POST /api/sign-in/send-again', {})).answer).triesLeft).toBe(2)
      const text = await bill.call('POST /api/sign-in/method', { method: 'text' })
      expect(asCodeStep(text.answer)).toMatchObject({
        method: 'text',
        triesLeft: 2,
        sentTo: '(•••) •••-4217',
      })
      const texted = await newestCode(server, bsmithPhone)
      await bill.call('POST /api/sign-in/code', { code: otherCode(texted) })
      expect((await bill.call('POST /api/sign-in/code', { code: otherCode(texted) })).status).toBe(410)
    }))

  it('R5.5 a code dies one to two minutes after sending; an earlier unexpired one still works', () =>
    withServer(async (server) => {
      const bill = visitor(server.url)
      const begun = await giveUserNameAndPassword(server, bill, 'BSMITH')
      expect(asCodeStep(begun.answer).expiresAt).toBe('2026-05-04T08:05:00.000Z')
      const first = await newestCode(server, bsmith)
      server.clock.advance(minute)
      const again = await bill.call('POST /api/sign-in/send-again', {})
      expect(asCodeStep(again.answer).expiresAt).toBe('2026-05-04T08:06:00.000Z')
      await nextMessage(server, bsmith, 1)
      expect((await bill.call('POST /api/sign-in/code', { code: first })).answer?.step).toBe('done')
    }))

  it('R5.5 a code that has run out is told apart from a wrong one, and takes no try', () =>
    withServer(async (server) => {
      const bill = visitor(server.url)
      await giveUserNameAndPassword(server, bill, 'BSMITH')
      const code = await newestCode(server, bsmith)
      server.clock.advance(2 * minute)
      expect((await bill.call('POST /api/sign-in/code', { code })).problem?.code).toBe('code-expired')
      expect(asCodeStep((await bill.call('GET /api/sign-in')).answer).triesLeft).toBe(3)
    }))

  it('R5.10 of 100 simultaneous right answers exactly one signs in', () =>
    withServer(async (server) => {
      const bill = visitor(server.url)
      await giveUserNameAndPassword(server, bill, 'BSMITH')
      const code = await newestCode(server, bsmith)
      const cookies = new Map(bill.cookies)
      const replies = await Promise.all(
        Array.from({ length: 100 }, () => {
          const one = visitor(server.url)
          for (const [name, value] of cookies) one.cookies.set(name, value)
          return one.call('POST /api/sign-in/code', { code })
        }),
      )
      expect(replies.filter(({ answer }) => answer?.step === 'done')).toHaveLength(1)
      expect(replies.filter(({ status }) => status === 410)).toHaveLength(99)
      const sessions = await server.world.database.selectFrom('sessions').select('id').execute()
      expect(sessions).toHaveLength(1)
    }))

  it('R5.8 of 100 simultaneous guesses three are looked at', () =>
    withServer(async (server) => {
      const bill = visitor(server.url)
      await giveUserNameAndPassword(server, bill, 'BSMITH')
      const code = await newestCode(server, bsmith)
      const replies = await Promise.all(
        Array.from({ length: 100 }, () => bill.call('POST /api/sign-in/code', { code: otherCode(code) })),
      )
      const looked = replies.filter(({ problem }) => problem?.triesLeft !== undefined)
      expect(looked).toHaveLength(3)
      const limit = await server.world.database
        .selectFrom('method_limits')
        .select('wrong_in_row')
        .executeTakeFirstOrThrow()
      expect(limit.wrong_in_row).toBe(3)
    }))

  it('R5.9 ten wrong codes in a row lock the way for 15 minutes, and the person is told once by e-mail', () =>
    withServer(async (server) => {
      const bill = visitor(server.url)
      let wrong = 0
      while (wrong < 10) {
        const known = (await messagesTo(server, bsmith)).length
        const begun = await giveUserNameAndPassword(server, bill, 'BSMITH')
        expect(begun.answer?.step).toBe('code')
        const code = await newestCode(server, bsmith, known)
        for (let tries = 0; tries < 3 && wrong < 10; tries++, wrong++)
          await bill.call('POST /api/sign-in/code', { code: otherCode(code) })
      }
      const refused = await bill.call('POST /api/sign-in/code', { code: '000000' })
      expect(refused).toMatchObject({
        status: 423,
        problem: { code: 'method-locked', lockedUntil: '2026-05-04T08:18:00.000Z' },
      })
      const notices = await server.world.database
        .selectFrom('messages')
        .select('recipient')
        .where('kind', '=', 'method-locked')
        .execute()
      expect(notices).toEqual([{ recipient: bsmith }])
      const other = await giveUserNameAndPassword(server, bill, 'BSMITH')
      expect(asCodeStep(other.answer)).toMatchObject({ method: 'text', otherMethods: [] })
      server.clock.advance(15 * minute)
      const open = await giveUserNameAndPassword(server, bill, 'BSMITH')
      expect(asCodeStep(open.answer).method).toBe('email')
    }))

  it('R5.9 where every way is locked the screen says when one opens again, and whom to ask', () =>
    withServer(async (server) => {
      const bill = visitor(server.url)
      const id = await personId(server, 'BSMITH')
      const { organization_id } = await server.world.database
        .selectFrom('people')
        .select('organization_id')
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
      const lockedUntil = server.clock.now().getTime() + 15 * minute
      for (const method of ['email', 'text'])
        await server.world.database
          .insertInto('method_limits')
          .values({
            organization_id,
            person_id: id,
            method,
            wrong_in_row: 10,
            locked_until: lockedUntil,
            disabled_at: null,
          })
          .execute()
      const begun = await giveUserNameAndPassword(server, bill, 'BSMITH')
      expect(begun.answer).toMatchObject({
        step: 'refused',
        waysOut: [
          { kind: 'wait', until: '2026-05-04T08:18:00.000Z' },
          { kind: 'administrator', names: ['Dana Reyes'] },
        ],
      })
      expect(await messagesTo(server, bsmith)).toEqual([])
    }))

  it('R5.11 reading the step again sends nothing', () =>
    withServer(async (server) => {
      const bill = visitor(server.url)
      await giveUserNameAndPassword(server, bill, 'BSMITH')
      await newestCode(server, bsmith)
      for (let reads = 0; reads < 5; reads++) await bill.call('GET /api/sign-in')
      await bill.call('POST /api/sign-in/method', { method: 'email' })
      const sent = await server.world.database.selectFrom('messages').select('id').execute()
      expect(sent).toHaveLength(1)
    }))

  it('sending again is bounded, within a minute and in all', () =>
    withServer(async (server) => {
      const bill = visitor(server.url)
      await giveUserNameAndPassword(server, bill, 'BSMITH')
      expect(await bill.call('POST /api/sign-in/send-again', {})).toMatchObject({
        status: 429,
        problem: { retryAfterSeconds: 15 },
      })
      for (let sends = 0; sends < 4; sends++) {
        server.clock.advance(30 * second)
        expect((await bill.call('POST /api/sign-in/send-again', {})).status).toBe(200)
      }
      server.clock.advance(30 * second)
      expect((await bill.call('POST /api/sign-in/send-again', {})).status).toBe(429)
    }))

  it('R4.2 an equal network, browser and system without the cookie is a new machine, and so is the cookie elsewhere', () =>
    withServer(async (server) => {
      const bill = visitor(server.url, { address: '198.51.100.7' })
      await signInByEmail(server, bill, 'BSMITH')
      const stranger = visitor(server.url, { address: '198.51.100.7' })
      const noCookie = await giveUserNameAndPassword(server, stranger, 'BSMITH')
      expect(asCodeStep(noCookie.answer).reasons[0]?.check).toBe('machine-new')
      const thief = visitor(server.url, { address: '203.0.113.9', userAgent: userAgents.safariOnMac })
      thief.cookies.set('doorward-machine', bill.cookies.get('doorward-machine')!)
      const stolen = await giveUserNameAndPassword(server, thief, 'BSMITH')
      expect(asCodeStep(stolen.answer).reasons.map(({ check }) => check)).toEqual([
        'network-changed',
        'browser-changed',
        'system-changed',
      ])
    }))

  it('R4.1 a machine cookie we did not issue is none, and the first proof gives the machine a new one', () =>
    withServer(async (server) => {
      const bill = visitor(server.url)
      await bill.call('GET /api/sign-in-page')
      bill.cookies.set('doorward-machine', `${'A'.repeat(43)}.${'B'.repeat(22)}`)
      await giveUserNameAndPassword(server, bill, 'BSMITH')
      const issued = bill.cookies.get('doorward-machine')!
      expect(issued).not.toMatch(/^A{43}/)
      await bill.call('POST /api/sign-in/code', { code: await newestCode(server, bsmith) })
      const proved = bill.cookies.get('doorward-machine')!
      expect(proved).not.toBe(issued)
      const planted = visitor(server.url)
      planted.cookies.set('doorward-machine', issued)
      expect((await giveUserNameAndPassword(server, planted, 'BSMITH')).answer?.step).toBe('code')
      expect((await giveUserNameAndPassword(server, bill, 'BSMITH')).answer?.step).toBe('done')
    }))

  it('R4.7 several people use one machine without disturbing what is remembered for the others', () =>
    withServer(async (server) => {
      const shared = visitor(server.url)
      await signInByEmail(server, shared, 'BSMITH')
      expect((await signInByEmail(server, shared, 'CBILLS')).answer?.step).toBe('done')
      expect((await giveUserNameAndPassword(server, shared, 'BSMITH')).answer?.step).toBe('done')
      expect((await giveUserNameAndPassword(server, shared, 'CBILLS')).answer?.step).toBe('done')
    }))

  it('R4.4 X-Forwarded-For from anybody but a trusted proxy is ignored', async () => {
    const server = await startServer({ settings: { DATABASE: await open(), TRUSTED_PROXIES: '192.0.2.1' } })
    try {
      const bill = visitor(server.url, { address: '198.51.100.7' })
      await signInByEmail(server, bill, 'BSMITH')
      const { address } = await server.world.database
        .selectFrom('sessions')
        .select('address')
        .executeTakeFirstOrThrow()
      expect(address).toBe('127.0.0.1')
    } finally {
      await server.stop()
    }
  })

  it('R5.1 an unknown user name, a wrong password and a deactivated person get the same answer', () =>
    withServer(async (server) => {
      await server.world.database
        .updateTable('people')
        .set({ active: 0 })
        .where('user_name', '=', 'CBILLS')
        .execute()
      const tries = [
        { userName: 'NOBODY', password: 'whatever it is' },
        { userName: 'BSMITH', password: 'whatever it is' },
        { userName: 'CBILLS', password: server.passwordOf('CBILLS') },
      ]
      for (const body of tries) {
        const reply = await visitor(server.url).call('POST /api/sign-in', body)
        const { requestId, ...problem } = reply.problem!
        expect(requestId).toMatch(/^[\w-]{16}$/)
        expect([reply.status, problem]).toEqual([
          401,
          {
            type: 'urn:doorward:problem:wrong-credentials',
            title: "That user name and password don't go together.",
            status: 401,
            code: 'wrong-credentials',
          },
        ])
      }
    }))

  it('R5.9 wrong passwords slow down a person on unknown machines, never on a known one', () =>
    withServer(async (server) => {
      const bill = visitor(server.url, { address: '198.51.100.7' })
      await signInByEmail(server, bill, 'BSMITH')
      const stranger = visitor(server.url, { address: '203.0.113.9' })
      for (let tries = 0; tries < 5; tries++)
        expect(
          (await stranger.call('POST /api/sign-in', { userName: 'BSMITH', password: 'wrong' })).status,
        ).toBe(401)
      const slowed = await stranger.call('POST /api/sign-in', {
        userName: 'bsmith',
        password: server.passwordOf('BSMITH'),
      })
      expect(slowed).toMatchObject({ status: 429, problem: { code: 'slow-down', retryAfterSeconds: 1 } })
      expect(slowed.headers.get('retry-after')).toBe('1')
      expect((await giveUserNameAndPassword(server, bill, 'BSMITH')).answer?.step).toBe('done')
      server.clock.advance(second)
      expect((await giveUserNameAndPassword(server, stranger, 'BSMITH')).answer?.step).toBe('code')
    }))

  it('R5.9 a stranger gains nothing by trying a hundred passwords at once', () =>
    withServer(async (server) => {
      const replies = await Promise.all(
        Array.from({ length: 100 }, (_, each) =>
          visitor(server.url, { address: `203.0.113.${each}` }).call('POST /api/sign-in', {
            userName: 'JJONES',
            password: `guess ${each}`,
          }),
        ),
      )
      expect(replies.filter(({ status }) => status === 401 || status === 429 || status === 503)).toHaveLength(
        100,
      )
      const late = await visitor(server.url).call('POST /api/sign-in', {
        userName: 'JJONES',
        password: 'one more',
      })
      expect(late.status).toBe(429)
    }))

  it('R8.1 a connection that is new for the person is told by e-mail, once; the link ends it only after confirming', () =>
    withServer(async (server) => {
      const bill = visitor(server.url)
      await signInByEmail(server, bill, 'BSMITH')
      const notice = await nextMessage(server, bsmith, 1)
      expect(notice).toContain('Chrome on Windows')
      const token = /not-me#([\w-]+)/.exec(notice)![1]!
      const anybody = visitor(server.url)
      expect((await anybody.call('POST /api/not-me/look', { token })).answer).toMatchObject({
        displayName: 'Bill Smith',
        browser: 'Chrome',
        system: 'Windows',
      })
      expect((await bill.call('GET /api/session')).status).toBe(200)
      const both = await Promise.all([
        anybody.call('POST /api/not-me', { token }),
        anybody.call('POST /api/not-me', { token }),
      ])
      expect(both.map(({ status }) => status).sort()).toEqual([204, 410])
      expect((await bill.call('GET /api/session')).status).toBe(401)
      expect((await giveUserNameAndPassword(server, bill, 'BSMITH')).answer?.step).toBe('code')
      expect(await nextMessage(server, 'admin@harbor.example')).toContain('Bill Smith')
    }))

  it('R5.12 leads back to a page of this site only', () =>
    withServer(async (server) => {
      const bill = visitor(server.url)
      await signInByEmail(server, bill, 'BSMITH')
      const ends = async (returnTo: string) => {
        const done = await bill.call('POST /api/sign-in', {
          userName: 'BSMITH',
          password: server.passwordOf('BSMITH'),
          returnTo,
        })
        return (done.answer as { returnTo: string }).returnTo
      }
      expect(await ends('/settings?tab=1#top')).toBe('/settings?tab=1#top')
      for (const elsewhere of [
        'https://evil.example/',
        '//evil.example',
        '/\\evil.example',
        'javascript:alert(1)',
        '/a\nb',
      ])
        expect(await ends(elsewhere)).toBe('/')
    }))

  it('a session ends by idle time, by its last hour, and by signing out, at once', () =>
    withServer(async (server) => {
      const bill = visitor(server.url)
      await signInByEmail(server, bill, 'BSMITH')
      server.clock.advance(29 * minute)
      expect((await bill.call('GET /api/session')).status).toBe(200)
      server.clock.advance(30 * minute)
      expect((await bill.call('GET /api/session')).status).toBe(401)
      await giveUserNameAndPassword(server, bill, 'BSMITH')
      for (let spent = 0; spent < 12 * hour; spent += 20 * minute) {
        expect((await bill.call('GET /api/session')).status).toBe(200)
        server.clock.advance(20 * minute)
      }
      expect((await bill.call('GET /api/session')).status).toBe(401)
      await giveUserNameAndPassword(server, bill, 'BSMITH')
      const token = bill.cookies.get('doorward-session')!
      expect((await bill.call('DELETE /api/session')).status).toBe(204)
      bill.cookies.set('doorward-session', token)
      expect((await bill.call('GET /api/session')).status).toBe(401)
    }))
})

onBothEngines('unidentified machine authentication', (open) => {
  async function umaServer(): Promise<TestServer> {
    const server = await startServer({ settings: { DATABASE: await open() } })
    await prefer(server, '2FA', 'Off')
    await prefer(server, 'UMA', 'on')
    return server
  }

  async function proveByText(server: TestServer, person: Visitor, userName: string, phone: string) {
    const begun = await giveUserNameAndPassword(server, person, userName)
    expect(asCodeStep(begun.answer)).toMatchObject({ method: 'text', otherMethods: [] })
    return person.call('POST /api/sign-in/code', { code: await newestCode(server, phone) })
  }

  it('a machine that one person proved is recognized for every colleague, until it stands idle', async () => {
    const server = await umaServer()
    try {
      const computer = visitor(server.url)
      expect((await proveByText(server, computer, 'BSMITH', bsmithPhone)).answer?.step).toBe('done')
      const colleague = await giveUserNameAndPassword(server, computer, 'NOPHONE')
      expect(colleague.answer).toMatchObject({ step: 'done', reasons: [{ check: 'known' }] })
      expect((await computer.call('GET /api/session')).answer?.provedBy).toMatchObject({
        method: null,
        letThroughBy: 'recognized-machine',
      })
      server.clock.advance(29 * day)
      expect((await giveUserNameAndPassword(server, computer, 'NOPHONE')).answer?.step).toBe('done')
      server.clock.advance(30 * day)
      const idle = await giveUserNameAndPassword(server, computer, 'BSMITH')
      expect(asCodeStep(idle.answer).reasons[0]?.check).toBe('machine-idle')
    } finally {
      await server.stop()
    }
  })

  it('a person without a cell phone is refused with ways out, and admitted when an administrator enters a number', async () => {
    const server = await umaServer()
    try {
      const computer = visitor(server.url)
      const refused = await giveUserNameAndPassword(server, computer, 'NOPHONE')
      expect(refused.answer).toMatchObject({
        step: 'refused',
        waysOut: [{ kind: 'colleague' }, { kind: 'administrator', names: ['Dana Reyes'] }],
        reasons: [{ check: 'no-cell-phone' }],
      })
      await server.world.database
        .updateTable('people')
        .set({ cell_phone: '+15555550142' })
        .where('user_name', '=', 'NOPHONE')
        .execute()
      expect((await proveByText(server, computer, 'NOPHONE', '+15555550142')).answer?.step).toBe('done')
    } finally {
      await server.stop()
    }
  })

  it('R4.2 a recognized machine is not recognized under another browser or system', async () => {
    const server = await umaServer()
    try {
      const computer = visitor(server.url)
      await proveByText(server, computer, 'BSMITH', bsmithPhone)
      const thief = visitor(server.url, { userAgent: userAgents.safariOnMac })
      thief.cookies.set('doorward-machine', computer.cookies.get('doorward-machine')!)
      expect((await giveUserNameAndPassword(server, thief, 'NOPHONE')).answer?.step).toBe('refused')
    } finally {
      await server.stop()
    }
  })
})
