import { expect, it } from 'vitest'
import { hour, minute, second } from '../../server/base/duration.ts'
import { onBothEngines } from '../support/engines.ts'
import { startServer } from '../support/server.ts'
import {
  asCodeStep,
  giveUserNameAndPassword,
  newestCode,
  nextMessage,
  signInByEmail,
} from '../support/sign-in.ts'
import { userAgents } from '../support/user-agents.ts'
import { visitor } from '../support/visitor.ts'
import { serverOn } from '../support/with-server.ts'

const bsmith = 'bsmith@harbor.example'

onBothEngines('signing in', (open) => {
  const withServer = serverOn(open)

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
      // Where Bill was before is nobody's business here (T19).
      expect(JSON.stringify(stolen.answer)).not.toContain('198.51.100.7')
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
    const server = await startServer({ settings: { DATABASE: await open(), TRUSTED_PROXIES: '127.0.0.9' } })
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
        expect(requestId).toMatch(/^[\w-]{16,32}$/)
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
      expect(slowed).toMatchObject({ status: 429, problem: { code: 'slow-down', retryAfterSeconds: 60 } })
      expect(slowed.headers.get('retry-after')).toBe('60')
      expect((await giveUserNameAndPassword(server, bill, 'BSMITH')).answer?.step).toBe('done')
      server.clock.advance(minute)
      expect((await giveUserNameAndPassword(server, stranger, 'BSMITH')).answer?.step).toBe('code')
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
      const again = await giveUserNameAndPassword(server, bill, 'BSMITH')
      expect(again.problem?.code).toBe('wrong-credentials')
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

  it('signing in over an open session ends it, whosever it was (T15)', () =>
    withServer(async (server) => {
      const shared = visitor(server.url)
      await signInByEmail(server, shared, 'BSMITH')
      const bills = visitor(server.url)
      bills.cookies.set('doorward-session', shared.cookies.get('doorward-session')!)
      expect((await bills.call('GET /api/session')).status).toBe(200)
      await signInByEmail(server, shared, 'JJONES')
      expect((await bills.call('GET /api/session')).status).toBe(401)
      const before = shared.cookies.get('doorward-session')!
      const marys = visitor(server.url)
      marys.cookies.set('doorward-session', before)
      // A wrong password, and one that asks for more, leave it open.
      await shared.call('POST /api/sign-in', { userName: 'BSMITH', password: 'wrong' })
      expect((await marys.call('GET /api/session')).status).toBe(200)
      await giveUserNameAndPassword(server, shared, 'JJONES')
      expect(shared.cookies.get('doorward-session')).not.toBe(before)
      expect((await marys.call('GET /api/session')).status).toBe(401)
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
      const out = await bill.call('DELETE /api/session')
      expect(out.status).toBe(204)
      // The machine stays known: its cookie, and what the pages keep of it, are no session's (T19).
      expect(out.headers.get('clear-site-data')).toBe('"cache"')
      expect(bill.cookies.has('doorward-machine')).toBe(true)
      bill.cookies.set('doorward-session', token)
      expect((await bill.call('GET /api/session')).status).toBe(401)
    }))
})
