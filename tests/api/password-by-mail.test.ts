import { expect, it } from 'vitest'
import { commandLine } from '../../server/base/actor.ts'
import { day, hour, later, minute } from '../../server/base/duration.ts'
import { sendInvitation } from '../../server/features/passwords/password-links.flow.ts'
import { personById } from '../../server/features/people/people.store.ts'
import { resetTwoFactor } from '../../server/features/resets/reset-two-factor.flow.ts'
import { transaction } from '../../server/tools/transaction.ts'
import { appCode } from '../support/authenticator-app.ts'
import { onBothEngines } from '../support/engines.ts'
import type { TestServer } from '../support/server.ts'
import {
  codesSoFar,
  getIn,
  idOf,
  letterTo,
  neverSetUp,
  proveApp,
  setPreference,
  setUpByEmail,
  signInFresh,
} from '../support/set-up.ts'
import { type Visitor, visitor } from '../support/visitor.ts'
import { serverOn } from '../support/with-server.ts'

const good = 'seven green lanterns'
const other = 'eight green lanterns'
const elsewhere = { address: '198.51.100.4' }
const mailOf = (userName: string) => `${userName.toLowerCase()}@harbor.example`

onBothEngines('a password that came by mail', (open) => {
  const withServer = serverOn(open)

  async function onlyByEmail(server: TestServer, userName: string): Promise<void> {
    await neverSetUp(server, userName)
    await setUpByEmail(server, userName)
  }

  async function linkFor(server: TestServer, somebody: Visitor, userName: string): Promise<string> {
    await somebody.call('POST /api/password-reset', { userName })
    const letter = await letterTo(server, mailOf(userName), 'A new password for Harbor Agency')
    return /\/password#(\S+)/.exec(letter)![1]!
  }

  async function choose(server: TestServer, somebody: Visitor, userName: string, password = good) {
    const token = await linkFor(server, somebody, userName)
    expect((await somebody.call('POST /api/password-link', { token, password })).status).toBe(204)
  }

  const begin = (somebody: Visitor, userName: string, password = good) =>
    somebody.call('POST /api/sign-in', { userName, password })

  async function resetByAnother(server: TestServer, userName: string): Promise<void> {
    const person = await personById(server.world, await idOf(server, userName))
    const { id: personId, organizationId } = person
    const input = { organizationId, personId, reason: 'asked', by: commandLine, keepSessionId: null }
    await resetTwoFactor(server.world, input)
  }

  it('and a code that comes by mail are one factor: only where the person was before it counts, for RECOVERYHOURS (T1)', () =>
    withServer(async (server) => {
      await onlyByEmail(server, 'BSMITH')
      const bill = visitor(server.url)
      await getIn(server, bill, 'BSMITH')
      const thief = visitor(server.url, elsewhere)
      await choose(server, thief, 'BSMITH')
      const refused = await begin(thief, 'BSMITH')
      const until = later(server.clock.now(), 24 * hour).toISOString()
      expect(refused.answer).toMatchObject({
        step: 'refused',
        reasons: [{ check: 'mailbox-alone', values: { until } }],
        waysOut: [
          { kind: 'wait', until },
          { kind: 'administrator', names: [expect.any(String)] },
        ],
      })
      // His cookie alone, carried elsewhere, is not the place.
      const copied = visitor(server.url, elsewhere)
      copied.cookies.set('machine', bill.cookies.get('machine')!)
      expect((await begin(copied, 'BSMITH')).answer?.step).toBe('refused')
      expect((await begin(bill, 'BSMITH')).answer).toMatchObject({ step: 'code', method: 'email' })
      server.clock.advance(24 * hour - 1)
      expect((await begin(thief, 'BSMITH')).answer?.step).toBe('refused')
      server.clock.advance(1)
      expect((await begin(thief, 'BSMITH')).answer).toMatchObject({ step: 'code', method: 'email' })
    }))

  it('is as the manuals have it where MAILBOXALONE allows it (T1)', () =>
    withServer(async (server) => {
      await onlyByEmail(server, 'BSMITH')
      await setPreference(server, 'MAILBOXALONE', 'allowed')
      const somebody = visitor(server.url, elsewhere)
      await choose(server, somebody, 'BSMITH')
      expect((await begin(somebody, 'BSMITH')).answer).toMatchObject({ step: 'code', method: 'email' })
      await setPreference(server, 'MAILBOXALONE', 'not allowed')
      await setPreference(server, 'RECOVERYHOURS', '1')
      expect((await begin(somebody, 'BSMITH')).answer?.step).toBe('refused')
      server.clock.advance(hour)
      expect((await begin(somebody, 'BSMITH')).answer?.step).toBe('code')
    }))

  it('leads to set-up after a reset only where the person was before, or by a reset that comes after it (T1)', () =>
    withServer(async (server) => {
      await onlyByEmail(server, 'BSMITH')
      const bill = visitor(server.url)
      await getIn(server, bill, 'BSMITH')
      await resetByAnother(server, 'BSMITH')
      const thief = visitor(server.url, elsewhere)
      await choose(server, thief, 'BSMITH')
      expect((await begin(thief, 'BSMITH')).answer).toMatchObject({
        step: 'refused',
        reasons: [{ check: 'mailbox-alone' }],
      })
      expect((await begin(bill, 'BSMITH')).answer?.step).toBe('enroll')
      await resetByAnother(server, 'BSMITH')
      expect((await begin(thief, 'BSMITH')).answer?.step).toBe('enroll')
    }))

  it('leads whoever never set up anything to set-up where they signed in before, and who was invited anywhere (T1)', () =>
    withServer(async (server) => {
      await setPreference(server, '2FA', 'Off')
      await neverSetUp(server, 'BSMITH')
      await neverSetUp(server, 'CBILLS')
      const bill = visitor(server.url)
      await begin(bill, 'BSMITH', server.passwordOf('BSMITH'))
      await setPreference(server, '2FA', 'On')
      const thief = visitor(server.url, elsewhere)
      await choose(server, thief, 'BSMITH')
      expect((await begin(thief, 'BSMITH')).answer?.step).toBe('refused')
      expect((await begin(bill, 'BSMITH')).answer?.step).toBe('enroll')
      const { database } = server.world
      await database
        .updateTable('people')
        .set({ password_hash: null })
        .where('user_name', '=', 'CBILLS')
        .execute()
      const person = await personById(server.world, await idOf(server, 'CBILLS'))
      await transaction(server.world, (world) => sendInvitation(world, { person, by: commandLine }))
      const letter = await letterTo(server, mailOf('CBILLS'), 'Your account at')
      const token = /\/password#(\S+)/.exec(letter)![1]!
      const carol = visitor(server.url, elsewhere)
      expect((await carol.call('POST /api/password-link', { token, password: good })).status).toBe(204)
      expect((await begin(carol, 'CBILLS')).answer?.step).toBe('enroll')
      // Again, before the first sign-in was finished: the mailbox is all there ever was.
      await choose(server, carol, 'CBILLS', other)
      expect((await begin(carol, 'CBILLS', other)).answer?.step).toBe('enroll')
    }))

  it('is chosen by who has another way only after proving it; until then the link changes nothing (T1)', () =>
    withServer(async (server) => {
      await onlyByEmail(server, 'BSMITH')
      const bill = visitor(server.url)
      await signInFresh(server, bill, 'BSMITH')
      const key = await proveApp(server, bill)
      const thief = visitor(server.url, elsewhere)
      const token = await linkFor(server, thief, 'BSMITH')
      expect((await thief.call('POST /api/password-link/look', { token })).answer?.proofNeeded).toBe(true)
      const refused = await thief.call('POST /api/password-link', { token, password: good })
      expect(refused.problem?.code).toBe('fresh-proof-needed')
      const known = await codesSoFar(server, mailOf('BSMITH'))
      const asked = await thief.call('POST /api/password-link/proof', { token })
      expect(asked.answer).toMatchObject({
        step: 'code',
        method: 'app',
        otherMethods: [],
        reasons: [{ check: 'mailbox-alone' }],
        waysOut: [{ kind: 'administrator' }],
      })
      expect((await thief.call('POST /api/sign-in/method', { method: 'email' })).problem?.code).toBe(
        'method-not-available',
      )
      expect((await thief.call('POST /api/sign-in/password', { password: good })).problem?.code).toBe(
        'sign-in-over',
      )
      for (const left of [2, 1, 0]) {
        const wrong = await thief.call('POST /api/sign-in/code', { code: '000000' })
        expect(wrong.problem?.triesLeft).toBe(left)
      }
      expect(await codesSoFar(server, mailOf('BSMITH'))).toBe(known)
      expect((await bill.call('GET /api/session')).status).toBe(200)

      const owner = visitor(server.url, elsewhere)
      server.clock.advance(minute)
      await owner.call('POST /api/password-link/proof', { token })
      const proved = await owner.call('POST /api/sign-in/code', { code: appCode(key, server.clock.now()) })
      expect(proved.answer).toMatchObject({ step: 'choose-password', replaces: 'forgotten' })
      expect((await owner.call('GET /api/session')).status).toBe(401)
      const chosen = await owner.call('POST /api/sign-in/password', { password: good })
      expect(chosen.answer?.step).toBe('done')
      expect((await owner.call('GET /api/session')).status).toBe(200)
      expect((await bill.call('GET /api/session')).status).toBe(401)
      expect((await owner.call('POST /api/password-link/look', { token })).problem?.code).toBe('link-over')
      // Another place: the app is asked, and the mailbox is no way beside it.
      const again = visitor(server.url, { address: '203.0.113.9' })
      expect((await begin(again, 'BSMITH')).answer).toMatchObject({
        step: 'code',
        method: 'app',
        otherMethods: [],
      })
    }))

  it('cannot be chosen while the other way is closed for good: somebody takes it away first (T1)', () =>
    withServer(async (server) => {
      await onlyByEmail(server, 'BSMITH')
      const bill = visitor(server.url)
      await signInFresh(server, bill, 'BSMITH')
      await proveApp(server, bill)
      const whose = { organization_id: '', person_id: await idOf(server, 'BSMITH') }
      await server.world.database
        .insertInto('method_limits')
        .values({ ...whose, method: 'app', wrong_in_row: 50, locked_until: 0, disabled_at: 1 })
        .execute()
      const somebody = visitor(server.url, elsewhere)
      const token = await linkFor(server, somebody, 'BSMITH')
      expect((await somebody.call('POST /api/password-link/proof', { token })).answer).toMatchObject({
        step: 'refused',
        waysOut: [{ kind: 'administrator' }],
      })
      await resetByAnother(server, 'BSMITH')
      expect((await somebody.call('POST /api/password-link/look', { token })).answer?.proofNeeded).toBe(false)
      expect((await somebody.call('POST /api/password-link/proof', { token })).problem?.code).toBe('conflict')
      expect((await somebody.call('POST /api/password-link', { token, password: good })).status).toBe(204)
      server.clock.advance(day)
      // A reset from the command line is over by then, so the mailbox is asked, which counts again.
      expect((await begin(somebody, 'BSMITH')).answer).toMatchObject({ step: 'code', method: 'email' })
    }))
})
