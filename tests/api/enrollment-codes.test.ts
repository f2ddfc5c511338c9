import { expect, it } from 'vitest'
import { hour, later, minute, second } from '../../server/base/duration.ts'
import { appCode } from '../support/authenticator-app.ts'
import { onBothEngines } from '../support/engines.ts'
import { outboxIsEmpty } from '../support/outbox.ts'
import {
  beginSetUp,
  neverSetUp,
  nextCode,
  proveApp,
  proveEmail,
  signInFresh,
  subjectsTo,
} from '../support/set-up.ts'
import { giveUserNameAndPassword, otherCode } from '../support/sign-in.ts'
import { visitor } from '../support/visitor.ts'
import { serverOn } from '../support/with-server.ts'

const bsmith = 'bsmith@harbor.example'
const changed = 'Your ways to confirm have changed (Harbor Agency)'

onBothEngines('codes at set-up', (open) => {
  const withServer = serverOn(open)

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
      expect(used.problem?.code).toBe('code-used')
      server.clock.advance(30 * second)
      const next = await elsewhere.call('POST /api/sign-in/code', { code: appCode(key, server.clock.now()) })
      expect(next.answer).toMatchObject({ step: 'done' })
    }))

  for (const off of [-40 * 60, -60, 60, 40 * 60])
    it(`at set-up a code of ${off} seconds from now says how far the phone's clock is off: its key stands on the screen`, () =>
      withServer(async (server) => {
        await neverSetUp(server, 'BSMITH')
        const bill = visitor(server.url)
        await beginSetUp(server, bill, 'BSMITH')
        await proveEmail(server, bill, bsmith)
        const { key } = (await bill.call('POST /api/enrollment/app', {})).answer!
        const code = appCode(key, later(server.clock.now(), off * second))
        const wrong = await bill.call('POST /api/enrollment/app/code', { code })
        expect(wrong.problem).toMatchObject({ code: 'wrong-code', clockOffSeconds: off })
      }))

  it('a code by e-mail may be written in full-width digits (C10)', () =>
    withServer(async (server) => {
      await neverSetUp(server, 'BSMITH')
      const bill = visitor(server.url)
      await beginSetUp(server, bill, 'BSMITH')
      await bill.call('POST /api/enrollment/email', { address: bsmith })
      const code = await nextCode(server, bsmith)
      const wide = code.replace(/[0-9]/g, (one) => String.fromCodePoint(0xff10 + Number(one)))
      const entered = await bill.call('POST /api/enrollment/email/code', { code: wide })
      expect(entered.answer?.methods.email.state).toBe('ready')
    }))

  it('an organization and a user name with a colon give an address that every app reads (C12)', () =>
    withServer(async (server) => {
      await neverSetUp(server, 'BSMITH')
      await server.world.database.updateTable('organizations').set({ name: 'Harbor: the Agency' }).execute()
      await server.world.database
        .updateTable('people')
        .set({ user_name: 'B:SMITH' })
        .where('user_name', '=', 'BSMITH')
        .execute()
      const bill = visitor(server.url)
      const password = server.passwordOf('BSMITH')
      await bill.call('POST /api/sign-in', { userName: 'BSMITH', password })
      const { otpauthUri, key } = (await bill.call('POST /api/enrollment/app', {})).answer!
      const { pathname, searchParams } = new URL(otpauthUri)
      const [issuer, account, ...more] = decodeURIComponent(pathname.replace(/^.*\//, '')).split(':')
      expect({ issuer, account, more }).toEqual({ issuer: 'Harbor the Agency', account: 'BSMITH', more: [] })
      expect(searchParams.get('issuer')).toBe('Harbor the Agency')
      expect(searchParams.get('secret')).toBe(key)
    }))

  it('what cannot be a code takes no try', () =>
    withServer(async (server) => {
      await neverSetUp(server, 'BSMITH')
      const bill = visitor(server.url)
      await beginSetUp(server, bill, 'BSMITH')
      const before = await bill.call('POST /api/enrollment/email/code', { code: '123456' })
      expect(before.problem?.code).toBe('code-expired')
      await bill.call('POST /api/enrollment/email', { address: bsmith })
      for (const code of ['', '12345', '1234567', 'abcdef', ' 12345'])
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
