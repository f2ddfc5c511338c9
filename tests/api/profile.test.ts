import { expect, it } from 'vitest'
import { day, minute, second } from '../../server/base/duration.ts'
import { appCode } from '../support/authenticator-app.ts'
import { onBothEngines } from '../support/engines.ts'
import { startServer, type TestServer } from '../support/server.ts'
import {
  changeAddress,
  codesSoFar,
  codesTo,
  getIn,
  letterTo,
  nextCode,
  proveAnew,
  proveApp,
  setPreference,
  signInFresh,
} from '../support/set-up.ts'
import { giveUserNameAndPassword, otherCode } from '../support/sign-in.ts'
import { type Visitor, visitor } from '../support/visitor.ts'

const bsmith = 'bsmith@harbor.example'
const good = 'seven green lanterns'

function suite(name: string, tests: (withBill: WithBill) => void): void {
  onBothEngines(name, (open) => {
    tests(async (work) => {
      const server = await startServer({ settings: { DATABASE: await open() } })
      try {
        const bill = visitor(server.url)
        await getIn(server, bill, 'BSMITH')
        await work(server, bill)
      } finally {
        await server.stop()
      }
    })
  })
}
type WithBill = (work: (server: TestServer, bill: Visitor) => Promise<void>) => Promise<void>

suite('proving anew', (withBill) => {
  it('a sign-in with a code is fresh for ten minutes, one that was let through is not', () =>
    withBill(async (server, bill) => {
      expect((await bill.call('GET /api/profile')).answer?.freshUntil).toBe('2026-05-04T08:13:00.000Z')
      server.clock.advance(10 * minute)
      expect((await bill.call('GET /api/profile')).answer?.freshUntil).toBeNull()
      await giveUserNameAndPassword(server, bill, 'BSMITH')
      expect((await bill.call('GET /api/profile')).answer?.freshUntil).toBeNull()
    }))

  it('asks for the password and, where ways are set up, for a code by the default at once', () =>
    withBill(async (server, bill) => {
      server.clock.advance(20 * minute)
      const known = await codesSoFar(server, bsmith)
      const begun = await bill.call('POST /api/profile/proof', { password: server.passwordOf('BSMITH') })
      const step = {
        step: 'code',
        method: 'email',
        sentTo: 'b•••@harbor.example',
        triesLeft: 3,
        digits: 6,
        otherMethods: ['text'],
        otherAddresses: { text: '(•••) •••-4217' },
        organization: 'Harbor Agency',
      }
      expect(begun.answer).toMatchObject(step)
      expect((await bill.call('GET /api/profile')).answer?.freshUntil).toBeNull()
      const code = await nextCode(server, bsmith, known)
      expect((await bill.call('GET /api/profile/proof')).answer).toMatchObject(step)
      const done = await bill.call('POST /api/profile/proof/code', { code })
      expect(done.answer).toEqual({ step: 'done', freshUntil: '2026-05-04T08:33:00.000Z' })
      expect((await bill.call('GET /api/profile')).answer?.freshUntil).toBe('2026-05-04T08:33:00.000Z')
      const again = await bill.call('POST /api/profile/proof/code', { code })
      expect(again.problem?.code).toBe('proof-over')
    }))

  it('the mail says that a change is to be confirmed, not a sign-in', () =>
    withBill(async (server, bill) => {
      server.clock.advance(20 * minute)
      await proveAnew(server, bill, 'BSMITH')
      expect(await letterTo(server, bsmith, 'Your Harbor Agency code')).toContain('to confirm a change')
    }))

  it('the password is enough where 2FA is Off', () =>
    withBill(async (server, bill) => {
      await setPreference(server, '2FA', 'Off')
      server.clock.advance(20 * minute)
      const done = await bill.call('POST /api/profile/proof', { password: server.passwordOf('BSMITH') })
      expect(done.answer).toMatchObject({ step: 'done' })
    }))

  it('a wrong password proves nothing, and wrong ones slow down this proof alone', () =>
    withBill(async (server, bill) => {
      server.clock.advance(20 * minute)
      for (let each = 0; each < 5; each++)
        expect((await bill.call('POST /api/profile/proof', { password: 'wrong' })).problem?.code).toBe(
          'wrong-password',
        )
      const slowed = await bill.call('POST /api/profile/proof', { password: server.passwordOf('BSMITH') })
      expect(slowed).toMatchObject({ status: 429, problem: { code: 'slow-down' } })
      expect((await bill.call('GET /api/profile')).answer?.freshUntil).toBeNull()
      const elsewhere = await giveUserNameAndPassword(server, visitor(server.url), 'BSMITH')
      expect(elsewhere.answer).toMatchObject({ step: 'code' })
      server.clock.advance(minute)
      const right = await bill.call('POST /api/profile/proof', { password: server.passwordOf('BSMITH') })
      expect(right.answer).toMatchObject({ step: 'code' })
    }))

  it('R5.8 three wrong codes lead back to the password, whatever way was asked for', () =>
    withBill(async (server, bill) => {
      server.clock.advance(20 * minute)
      const known = await codesSoFar(server, bsmith)
      await bill.call('POST /api/profile/proof', { password: server.passwordOf('BSMITH') })
      const code = await nextCode(server, bsmith, known)
      const first = await bill.call('POST /api/profile/proof/code', { code: otherCode(code) })
      expect(first.problem).toMatchObject({ code: 'wrong-code', triesLeft: 2 })
      const other = await bill.call('POST /api/profile/proof/method', { method: 'text' })
      expect(other.answer).toMatchObject({ method: 'text', triesLeft: 2, otherMethods: ['email'] })
      const text = await nextCode(server, '+15555554217')
      await bill.call('POST /api/profile/proof/code', { code: otherCode(text) })
      const third = await bill.call('POST /api/profile/proof/code', { code: otherCode(text) })
      expect(third).toMatchObject({ status: 410, problem: { code: 'proof-over', triesLeft: 0 } })
      expect((await bill.call('POST /api/profile/proof/code', { code: text })).problem?.code).toBe(
        'proof-over',
      )
      expect((await bill.call('GET /api/profile/proof')).problem?.code).toBe('proof-over')
      expect((await bill.call('GET /api/session')).status).toBe(200)
    }))

  it('R5.9 wrong codes of proofs and sign-ins together lock the way', () =>
    withBill(async (server, bill) => {
      const key = await proveApp(server, bill)
      await bill.call('POST /api/enrollment/finish', { default: 'app' })
      server.clock.advance(20 * minute)
      const wrong = otherCode(appCode(key, server.clock.now()))
      const codes: (string | undefined)[] = []
      for (let each = 0; each < 12; each++) {
        if (each % 3 === 0)
          await bill.call('POST /api/profile/proof', { password: server.passwordOf('BSMITH') })
        codes.push((await bill.call('POST /api/profile/proof/code', { code: wrong })).problem?.code)
      }
      expect(codes.slice(0, 10)).not.toContain('method-locked')
      expect(codes[10]).toBe('method-locked')
      const begun = await bill.call('POST /api/profile/proof', { password: server.passwordOf('BSMITH') })
      expect(begun.answer).toMatchObject({ step: 'code', method: 'email', otherMethods: ['text'] })
      const locked = await bill.call('POST /api/profile/proof/method', { method: 'app' })
      expect(locked).toMatchObject({ status: 423, problem: { code: 'method-locked' } })
      expect((await bill.call('GET /api/profile')).answer?.methods[1]).toMatchObject({
        method: 'app',
        disabled: false,
        lockedUntil: '2026-05-04T08:38:00.000Z',
      })
      expect(await letterTo(server, bsmith, 'Too many wrong codes')).toContain('authenticator app')
    }))

  it('is over ten minutes after the password, and a new password begins anew', () =>
    withBill(async (server, bill) => {
      await setPreference(server, 'CODEMINUTES', '10')
      server.clock.advance(20 * minute)
      const known = await codesSoFar(server, bsmith)
      await bill.call('POST /api/profile/proof', { password: server.passwordOf('BSMITH') })
      const code = await nextCode(server, bsmith, known)
      server.clock.advance(9 * minute + 50 * second)
      await bill.call('POST /api/profile/proof/send-again', {})
      server.clock.advance(10 * second)
      expect((await bill.call('POST /api/profile/proof/code', { code })).problem?.code).toBe('proof-over')
    }))

  it('sends again after a pause, never on reading, and not for an app', () =>
    withBill(async (server, bill) => {
      await proveApp(server, bill)
      server.clock.advance(20 * minute)
      const known = await codesSoFar(server, bsmith)
      await bill.call('POST /api/profile/proof', { password: server.passwordOf('BSMITH') })
      await nextCode(server, bsmith, known)
      const soon = await bill.call('POST /api/profile/proof/send-again', {})
      expect(soon).toMatchObject({ status: 429, problem: { code: 'slow-down', retryAfterSeconds: 15 } })
      server.clock.advance(15 * second)
      expect((await bill.call('POST /api/profile/proof/send-again', {})).status).toBe(200)
      await nextCode(server, bsmith, known + 1)
      await bill.call('GET /api/profile/proof')
      await bill.call('POST /api/profile/proof/method', { method: 'email' })
      expect(await codesTo(server, bsmith)).toHaveLength(known + 2)
      await bill.call('POST /api/profile/proof/method', { method: 'app' })
      const app = await bill.call('POST /api/profile/proof/send-again', {})
      expect(app.problem?.code).toBe('method-not-available')
    }))

  it('R5.10 of fifty simultaneous right codes one proves', () =>
    withBill(async (server, bill) => {
      server.clock.advance(20 * minute)
      const known = await codesSoFar(server, bsmith)
      await bill.call('POST /api/profile/proof', { password: server.passwordOf('BSMITH') })
      const code = await nextCode(server, bsmith, known)
      const replies = await Promise.all(
        Array.from({ length: 50 }, () => bill.call('POST /api/profile/proof/code', { code })),
      )
      expect(replies.filter(({ status }) => status === 200)).toHaveLength(1)
    }))

  it("a proof belongs to its session: another one's code is none of its own", () =>
    withBill(async (server, bill) => {
      const home = visitor(server.url, { address: '198.51.100.4' })
      await getIn(server, home, 'BSMITH')
      server.clock.advance(20 * minute)
      const known = await codesSoFar(server, bsmith)
      await bill.call('POST /api/profile/proof', { password: server.passwordOf('BSMITH') })
      const code = await nextCode(server, bsmith, known)
      expect((await home.call('POST /api/profile/proof/code', { code })).problem?.code).toBe('proof-over')
      expect((await bill.call('POST /api/profile/proof/code', { code })).status).toBe(200)
      expect((await home.call('GET /api/profile')).answer?.freshUntil).toBeNull()
    }))
})

suite('the profile', (withBill) => {
  it('shows own data, ways to confirm, and what is switched on', () =>
    withBill(async (_, bill) => {
      expect((await bill.call('GET /api/profile')).answer).toMatchObject({
        userName: 'BSMITH',
        organization: 'Harbor Agency',
        location: 'Main Street',
        email: bsmith,
        cellPhone: '+15555554217',
        cellPhoneNational: '(555) 555-4217',
        methods: [
          {
            method: 'email',
            state: 'ready',
            address: bsmith,
            allowed: true,
            lockedUntil: null,
            disabled: false,
          },
          { method: 'app', state: 'none', since: null, address: null },
          { method: 'text', state: 'ready', address: '(555) 555-4217' },
        ],
        default: 'email',
        twoFactorOn: true,
        unidentifiedMachineOn: false,
        frequencyDays: 7,
        resetHours: 72,
      })
    }))

  it('a name changes without a fresh proof, e-mail and cell phone only with one', () =>
    withBill(async (server, bill) => {
      server.clock.advance(20 * minute)
      const renamed = await bill.call('PATCH /api/profile', { displayName: '  Bill   Smith ' })
      expect(renamed.answer).toMatchObject({ displayName: 'Bill Smith' })
      expect((await bill.call('GET /api/session')).answer?.person.displayName).toBe('Bill Smith')
      for (const change of [{ email: 'b@home.example' }, { cellPhone: null }, { cellPhone: '5555554299' }])
        expect((await bill.call('PATCH /api/profile', change)).problem?.code).toBe('fresh-proof-needed')
      expect((await bill.call('GET /api/profile')).answer).toMatchObject({
        email: bsmith,
        cellPhone: '+15555554217',
      })
    }))

  it('R9.2 a cell phone is kept in E.164, shown in national format, and taken away at once', () =>
    withBill(async (server, bill) => {
      const changed = await changeAddress(server, bill, 'cellPhone', '+15555554299')
      expect(changed.answer).toMatchObject({ cellPhone: '+15555554299', cellPhoneNational: '(555) 555-4299' })
      const none = await bill.call('PATCH /api/profile', { cellPhone: ' ' })
      expect(none.answer).toMatchObject({ cellPhone: null, cellPhoneNational: null, newCellPhone: null })
    }))

  it('every faulty field is named at once, and nothing is changed', () =>
    withBill(async (_, bill) => {
      const faulty = await bill.call('PATCH /api/profile', {
        displayName: 'Bill\nSmith',
        email: 'bill@harbor.example\r\nBcc: thief@else.example',
        cellPhone: '555-4217 ext 3',
      })
      expect(faulty).toMatchObject({ status: 422, problem: { code: 'invalid-value' } })
      expect(Object.keys(faulty.problem!.fields!).sort()).toEqual(['cellPhone', 'displayName', 'email'])
      for (const [field, value] of [
        ['displayName', ''],
        ['displayName', 'x'.repeat(300)],
        ['email', ''],
        ['email', `${'x'.repeat(300)}@harbor.example`],
        ['cellPhone', '25555554217'],
      ] as const)
        expect((await bill.call('PATCH /api/profile', { [field]: value })).problem?.fields).toHaveProperty(
          field,
        )
      for (const body of [{ email: null }, { displayName: 7 }, { rights: [] }, { userName: 'ADMIN' }])
        expect((await bill.call('PATCH /api/profile', body)).status).toBe(400)
      expect((await bill.call('GET /api/profile')).answer).toMatchObject({ email: bsmith })
    }))
})

suite('own connections and sessions', (withBill) => {
  it('R4.9 a connection is shown, and forgotten it asks again', () =>
    withBill(async (server, bill) => {
      const home = visitor(server.url, { address: '198.51.100.4' })
      await getIn(server, home, 'BSMITH')
      const shown = await bill.call('GET /api/profile/connections')
      expect(shown.answer).toHaveLength(2)
      const away = shown.answer!.find(({ isThisOne }) => !isThisOne)!
      expect(away).toMatchObject({
        network: '198.51.100.4',
        browser: 'Chrome',
        system: 'Windows',
        method: 'email',
      })
      const path = `/api/profile/connections/${away.id}`
      expect((await bill.call('DELETE /api/profile/connections/{id}', undefined, path)).status).toBe(204)
      const again = await bill.call('DELETE /api/profile/connections/{id}', undefined, path)
      expect(again.problem?.code).toBe('not-found')
      expect((await giveUserNameAndPassword(server, home, 'BSMITH')).answer).toMatchObject({ step: 'code' })
      expect((await giveUserNameAndPassword(server, bill, 'BSMITH')).answer).toMatchObject({ step: 'done' })
      expect((await bill.call('DELETE /api/profile/connections')).status).toBe(204)
      expect((await bill.call('GET /api/profile/connections')).answer).toEqual([])
      expect((await giveUserNameAndPassword(server, bill, 'BSMITH')).answer).toMatchObject({ step: 'code' })
    }))

  it("nobody forgets or ends somebody else's", () =>
    withBill(async (server, bill) => {
      const cora = visitor(server.url, { address: '198.51.100.4' })
      await getIn(server, cora, 'CBILLS')
      const [connection] = (await bill.call('GET /api/profile/connections')).answer!
      const [session] = (await bill.call('GET /api/profile/sessions')).answer!
      const forgotten = await cora.call(
        'DELETE /api/profile/connections/{id}',
        undefined,
        `/api/profile/connections/${connection!.id}`,
      )
      const ended = await cora.call(
        'DELETE /api/profile/sessions/{id}',
        undefined,
        `/api/profile/sessions/${session!.id}`,
      )
      expect([forgotten.problem?.code, ended.problem?.code]).toEqual(['not-found', 'not-found'])
      expect((await bill.call('GET /api/session')).status).toBe(200)
    }))

  it('sessions are shown, one ends, and all others end', () =>
    withBill(async (server, bill) => {
      const homes: Visitor[] = []
      for (const address of ['198.51.100.4', '198.51.100.5', '198.51.100.6']) {
        server.clock.advance(second)
        const home = visitor(server.url, { address })
        await getIn(server, home, 'BSMITH')
        homes.push(home)
      }
      const shown = (await bill.call('GET /api/profile/sessions')).answer!
      expect(shown).toHaveLength(4)
      expect(shown.filter(({ isThisOne }) => isThisOne)).toHaveLength(1)
      const first = shown.find(({ address }) => address === '198.51.100.4')!
      const path = `/api/profile/sessions/${first.id}`
      expect((await bill.call('DELETE /api/profile/sessions/{id}', undefined, path)).status).toBe(204)
      expect((await homes[0]!.call('GET /api/session')).status).toBe(401)
      expect((await bill.call('DELETE /api/profile/sessions')).answer).toEqual({ ended: 2 })
      for (const home of homes) expect((await home.call('GET /api/session')).status).toBe(401)
      expect((await bill.call('GET /api/session')).status).toBe(200)
    }))
})

suite('another password', (withBill) => {
  it('needs a fresh proof, ends the other sessions and what is half finished, forgets connections, and is told', () =>
    withBill(async (server, bill) => {
      const home = visitor(server.url, { address: '198.51.100.4' })
      await getIn(server, home, 'BSMITH')
      server.clock.advance(20 * minute)
      const stale = await bill.call('POST /api/profile/password', { password: good })
      expect(stale.problem?.code).toBe('fresh-proof-needed')
      const thief = visitor(server.url, { address: '198.51.100.9' })
      const known = await codesSoFar(server, bsmith)
      await giveUserNameAndPassword(server, thief, 'BSMITH')
      await nextCode(server, bsmith, known)
      await proveAnew(server, bill, 'BSMITH')
      expect((await bill.call('POST /api/profile/password', { password: good })).status).toBe(204)
      expect((await bill.call('GET /api/session')).status).toBe(200)
      expect((await home.call('GET /api/session')).status).toBe(401)
      expect((await thief.call('GET /api/sign-in')).problem?.code).toBe('sign-in-over')
      expect(await letterTo(server, bsmith, 'Your password was changed')).toContain('Chrome on Windows')
      const old = await giveUserNameAndPassword(server, bill, 'BSMITH')
      expect(old.problem?.code).toBe('wrong-credentials')
      const now = await bill.call('POST /api/sign-in', { userName: 'BSMITH', password: good })
      expect(now.answer).toMatchObject({ step: 'code' })
    }))

  it('is refused where it is short, common, or a name of one’s own', () =>
    withBill(async (_, bill) => {
      for (const password of ['short', 'qwerty123456', 'bsmith likes tea', 'harbor agency rocks']) {
        const refused = await bill.call('POST /api/profile/password', { password })
        expect(refused, password).toMatchObject({
          status: 422,
          problem: { code: 'invalid-value', fields: { password: expect.any(String) } },
        })
      }
      for (const password of ['', null, 7, 'x'.repeat(1025)])
        expect((await bill.call('POST /api/profile/password', { password })).problem?.code).toBe(
          'invalid-field',
        )
    }))

  it('R4.8 the connection it was changed on asks again as well', () =>
    withBill(async (server, bill) => {
      await signInFresh(server, bill, 'BSMITH')
      await bill.call('POST /api/profile/password', { password: good })
      server.clock.advance(day / 24)
      const again = await bill.call('POST /api/sign-in', { userName: 'BSMITH', password: good })
      expect(again.answer).toMatchObject({ step: 'code', reasons: [{ check: 'machine-new' }] })
    }))
})
