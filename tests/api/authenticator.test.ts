import { expect, it } from 'vitest'
import { minute, second } from '../../server/base/duration.ts'
import { appCode } from '../support/authenticator-app.ts'
import { onBothEngines } from '../support/engines.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { proveApp, signInFresh } from '../support/set-up.ts'
import { asCodeStep, giveUserNameAndPassword } from '../support/sign-in.ts'
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

  for (const off of [-60, -240, -3600])
    it(`a code of ${-off} seconds ago is not accepted, and says how slow the phone's clock is`, () =>
      whenAsked(async (server, asked, key) => {
        const wrong = await asked.call('POST /api/sign-in/code', { code: appCode(key, after(server, off)) })
        expect(wrong).toMatchObject({
          status: 422,
          problem: { code: 'wrong-code', triesLeft: 2, clockOffSeconds: off },
        })
      }))

  it('R19.5 a code that is not yet right is a wrong one like any other, at a sign-in (A2)', () =>
    whenAsked(async (server, asked, key) => {
      for (const [off, left] of [
        [60, 2],
        [40 * 60, 1],
        [60 * 60, 0],
      ] as const) {
        const code = appCode(key, after(server, off))
        const { problem } = await asked.call('POST /api/sign-in/code', { code })
        expect(problem).toMatchObject({ code: left > 0 ? 'wrong-code' : 'sign-in-over', triesLeft: left })
        expect(problem).not.toHaveProperty('clockOffSeconds')
      }
    }))

  it('R19.5 a code that is not yet right is a wrong one like any other, for a fresh proof (A2)', () =>
    whenAsked(async (server, asked, key) => {
      await asked.call('POST /api/sign-in/code', { code: appCode(key, server.clock.now()) })
      server.clock.advance(10 * minute)
      const begun = await asked.call('POST /api/profile/proof', { password: server.passwordOf('BSMITH') })
      expect(begun.answer).toMatchObject({ step: 'code', method: 'app' })
      const enter = (off: number) =>
        asked.call('POST /api/profile/proof/code', { code: appCode(key, after(server, off)) })
      const ahead = await enter(40 * 60)
      expect(ahead.problem).toMatchObject({ code: 'wrong-code', triesLeft: 2 })
      expect(ahead.problem).not.toHaveProperty('clockOffSeconds')
      expect((await enter(-240)).problem).toMatchObject({ triesLeft: 1, clockOffSeconds: -240 })
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
      const used = await again.call('POST /api/sign-in/code', { code: ahead })
      expect(used.problem?.code).toBe('code-used')
      const earlier = await again.call('POST /api/sign-in/code', { code: appCode(key, server.clock.now()) })
      expect(earlier.problem).toMatchObject({ code: 'wrong-code', triesLeft: 2 })
      server.clock.advance(minute)
      const fresh = appCode(key, server.clock.now())
      expect((await again.call('POST /api/sign-in/code', { code: fresh })).answer).toMatchObject({
        step: 'done',
      })
    }))

  it('the code that was used just now is told apart from a wrong one, and takes no try (C11)', () =>
    whenAsked(async (server, asked, key) => {
      const code = appCode(key, server.clock.now())
      await asked.call('POST /api/sign-in/code', { code })
      const again = visitor(server.url)
      await giveUserNameAndPassword(server, again, 'BSMITH')
      for (let tries = 0; tries < 5; tries++)
        expect(await again.call('POST /api/sign-in/code', { code })).toMatchObject({
          status: 422,
          problem: { code: 'code-used', retryAfterSeconds: 30 },
        })
      expect(asCodeStep((await again.call('GET /api/sign-in')).answer).triesLeft).toBe(3)
      const counted = await server.world.database.selectFrom('method_limits').select('method').execute()
      expect(counted).toEqual([])
      await asked.call('POST /api/profile/proof', { password: server.passwordOf('BSMITH') })
      const proof = await asked.call('POST /api/profile/proof/code', { code })
      expect(proof.problem?.code).toBe('code-used')
      server.clock.advance(30 * second)
      const next = appCode(key, server.clock.now())
      expect((await again.call('POST /api/sign-in/code', { code: next })).answer).toMatchObject({
        step: 'done',
      })
    }))

  it('a used code is told of for the person whose app made it, and for nobody else (C11)', () =>
    whenAsked(async (server, asked, key) => {
      const code = appCode(key, server.clock.now())
      await asked.call('POST /api/sign-in/code', { code })
      const dana = visitor(server.url)
      await signInFresh(server, dana, 'ADMIN')
      await proveApp(server, dana)
      await dana.call('POST /api/enrollment/finish', { default: 'app' })
      server.clock.advance(30 * second)
      const other = visitor(server.url)
      await giveUserNameAndPassword(server, other, 'ADMIN')
      const theirs = await other.call('POST /api/sign-in/code', { code })
      expect(theirs.problem).toMatchObject({ code: 'wrong-code', triesLeft: 2 })
      server.clock.advance(5 * minute)
      const old = visitor(server.url)
      await giveUserNameAndPassword(server, old, 'BSMITH')
      const late = await old.call('POST /api/sign-in/code', { code })
      expect(late.problem).toMatchObject({ code: 'wrong-code', triesLeft: 2 })
    }))

  it('a code may be written in the digits of any language (C10)', () =>
    whenAsked(async (server, asked, key) => {
      const inArabic = (code: string) => code.replace(/[0-9]/g, (one) => '٠١٢٣٤٥٦٧٨٩'[Number(one)]!)
      const code = inArabic(appCode(key, server.clock.now()))
      expect((await asked.call('POST /api/sign-in/code', { code })).answer).toMatchObject({ step: 'done' })
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
