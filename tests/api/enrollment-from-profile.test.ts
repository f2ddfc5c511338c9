import { expect, it } from 'vitest'
import { minute } from '../../server/base/duration.ts'
import { appCode } from '../support/authenticator-app.ts'
import { onBothEngines } from '../support/engines.ts'
import { outboxIsEmpty } from '../support/outbox.ts'
import { startServer, type TestServer } from '../support/server.ts'
import {
  beginSetUp,
  idOf,
  letterTo,
  neverSetUp,
  nextCode,
  proveApp,
  proveEmail,
  setPreference,
  signInFresh,
  subjectsTo,
} from '../support/set-up.ts'
import { giveUserNameAndPassword, otherCode } from '../support/sign-in.ts'
import { visitor } from '../support/visitor.ts'

const bsmith = 'bsmith@harbor.example'
const phone = '+15555554217'
const changed = 'Your ways to confirm have changed (Harbor Agency)'

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
