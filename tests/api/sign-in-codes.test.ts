import { expect, it } from 'vitest'
import { minute, second } from '../../server/base/duration.ts'
import { onBothEngines } from '../support/engines.ts'
import { idOf } from '../support/set-up.ts'
import {
  asCodeStep,
  giveUserNameAndPassword,
  messagesTo,
  newestCode,
  nextMessage,
  otherCode,
} from '../support/sign-in.ts'
import { visitor } from '../support/visitor.ts'
import { serverOn } from '../support/with-server.ts'

const bsmith = 'bsmith@harbor.example'
const bsmithPhone = '+15555554217'

onBothEngines('codes at sign-in', (open) => {
  const withServer = serverOn(open)

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
      const id = await idOf(server, 'BSMITH')
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
})
