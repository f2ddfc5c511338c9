import { expect, it } from 'vitest'
import { minute, second } from '../../server/base/duration.ts'
import { onBothEngines } from '../support/engines.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { appCode, proveApp, signInFresh } from '../support/set-up.ts'
import { giveUserNameAndPassword } from '../support/sign-in.ts'
import { type Visitor, visitor } from '../support/visitor.ts'

onBothEngines('codes of an authenticator app at sign-in', (open) => {
  /** BSMITH has an app as the default, and stands at another machine, a while later, asked for its code. */
  async function whenAsked(
    work: (server: TestServer, asked: Visitor, key: string) => Promise<void>,
  ): Promise<void> {
    const server = await startServer({ settings: { DATABASE: await open() } })
    try {
      const bill = visitor(server.url)
      await signInFresh(server, bill, 'BSMITH')
      const key = await proveApp(server, bill)
      await bill.call('POST /api/enrollment/finish', { default: 'app' })
      server.clock.advance(10 * minute)
      const asked = visitor(server.url)
      const begun = await giveUserNameAndPassword(server, asked, 'BSMITH')
      expect(begun.answer).toMatchObject({ step: 'code', method: 'app', digits: 6 })
      await work(server, asked, key)
    } finally {
      await server.stop()
    }
  }

  const after = (server: TestServer, seconds: number) =>
    new Date(server.clock.now().getTime() + seconds * second)

  for (const off of [0, -30, 30])
    it(`R5.7 a code of ${off} seconds from now signs in`, () =>
      whenAsked(async (server, asked, key) => {
        const code = appCode(key, after(server, off))
        expect((await asked.call('POST /api/sign-in/code', { code })).answer).toMatchObject({ step: 'done' })
        expect((await asked.call('GET /api/session')).answer?.provedBy.method).toBe('app')
      }))

  for (const off of [-60, 60, -240, 3600])
    it(`a code of ${off} seconds from now is not accepted, and says how far the clock is off`, () =>
      whenAsked(async (server, asked, key) => {
        const wrong = await asked.call('POST /api/sign-in/code', { code: appCode(key, after(server, off)) })
        expect(wrong).toMatchObject({
          status: 422,
          problem: { code: 'wrong-code', triesLeft: 2, clockOffSeconds: off },
        })
      }))

  it('a code that fits no time near now says nothing of a clock', () =>
    whenAsked(async (server, asked, key) => {
      const near = new Set(
        Array.from({ length: 241 }, (_, step) => appCode(key, after(server, (step - 120) * 30))),
      )
      const none = Array.from({ length: 1000 }, (_, number) => String(number).padStart(6, '0'))
      const code = none.find((one) => !near.has(one))!
      const wrong = await asked.call('POST /api/sign-in/code', { code })
      expect(wrong.problem?.code).toBe('wrong-code')
      expect(wrong.problem).not.toHaveProperty('clockOffSeconds')
    }))

  it('R5.7 an accepted step, and any earlier one, is never accepted again', () =>
    whenAsked(async (server, asked, key) => {
      const ahead = appCode(key, after(server, 30))
      expect((await asked.call('POST /api/sign-in/code', { code: ahead })).answer).toMatchObject({
        step: 'done',
      })
      const again = visitor(server.url)
      await giveUserNameAndPassword(server, again, 'BSMITH')
      for (const code of [ahead, appCode(key, server.clock.now())])
        expect((await again.call('POST /api/sign-in/code', { code })).problem?.code).toBe('wrong-code')
      server.clock.advance(minute)
      const fresh = appCode(key, server.clock.now())
      expect((await again.call('POST /api/sign-in/code', { code: fresh })).answer).toMatchObject({
        step: 'done',
      })
    }))

  it('R5.10 of a hundred sign-ins that enter one app code at once exactly one gets in', () =>
    whenAsked(async (server, asked, key) => {
      const visitors = [asked]
      for (let each = 1; each < 20; each++) {
        const another = visitor(server.url)
        await giveUserNameAndPassword(server, another, 'BSMITH')
        visitors.push(another)
      }
      const code = appCode(key, server.clock.now())
      const tries = visitors.flatMap((one) =>
        Array.from({ length: 5 }, () => one.call('POST /api/sign-in/code', { code })),
      )
      const replies = await Promise.all(tries)
      expect(replies).toHaveLength(100)
      expect(replies.filter(({ status }) => status === 200)).toHaveLength(1)
      expect(replies.every(({ status }) => status < 500)).toBe(true)
    }))
})
