import { expect, it } from 'vitest'
import { hour, minute } from '../../server/base/duration.ts'
import { savePerson } from '../../server/features/people/save-person.store.ts'
import { onBothEngines } from '../support/engines.ts'
import { outboxIsEmpty } from '../support/outbox.ts'
import { plant } from '../support/plant.ts'
import type { TestServer } from '../support/server.ts'
import {
  asStep,
  beginSetUp,
  codesSoFar,
  codesTo,
  getIn,
  idOf,
  letterTo,
  nextCode,
  proveAnew,
  proveApp,
  proveEmail,
  setPreference,
  signInFresh,
  subjectsTo,
} from '../support/set-up.ts'
import { giveUserNameAndPassword } from '../support/sign-in.ts'
import { type Visitor, visitor } from '../support/visitor.ts'
import { serverOn } from '../support/with-server.ts'

const bsmith = 'bsmith@harbor.example'
const subject = 'Your 2 factor authentication was reset (Harbor Agency)'

onBothEngines('a reset', (open) => {
  const withServer = serverOn(open)

  async function resetBill(server: TestServer, by: Visitor, reason = 'Phone left at home') {
    const path = `/api/administration/people/${await idOf(server, 'BSMITH')}/reset-two-factor`
    return by.call('POST /api/administration/people/{id}/reset-two-factor', { reason }, path)
  }

  async function administrator(server: TestServer): Promise<Visitor> {
    const admin = visitor(server.url, { address: '198.51.100.9' })
    await getIn(server, admin, 'ADMIN')
    return admin
  }

  it('R7.1, R7.2 by an administrator removes ways and connections, ends sessions, and lets the password lead to set-up', () =>
    withServer(async (server) => {
      const bill = visitor(server.url)
      await signInFresh(server, bill, 'BSMITH')
      await proveApp(server, bill)
      const halfway = visitor(server.url, { address: '198.51.100.4' })
      await giveUserNameAndPassword(server, halfway, 'BSMITH')
      const reset = await resetBill(server, await administrator(server))
      expect(reset).toMatchObject({ status: 200, answer: { openUntil: '2026-05-07T08:03:00.000Z' } })
      expect((await bill.call('GET /api/session')).status).toBe(401)
      expect((await halfway.call('GET /api/sign-in')).problem?.code).toBe('sign-in-over')

      const begun = await giveUserNameAndPassword(server, bill, 'BSMITH')
      expect(begun.answer).toMatchObject({ step: 'enroll', reasons: [{ check: 'reset-open' }] })
      expect((await bill.call('GET /api/enrollment')).answer).toMatchObject({
        methods: { email: { state: 'none' }, app: { state: 'none' }, text: { state: 'none' } },
        default: null,
        complete: false,
      })
      await proveEmail(server, bill, bsmith)
      const done = await bill.call('POST /api/enrollment/finish', { default: 'email' })
      expect(asStep(done.answer).step).toBe('done')
      // The grant is spent and set-up finished: everything is as it was for everybody.
      const elsewhere = await giveUserNameAndPassword(server, visitor(server.url), 'BSMITH')
      expect(elsewhere.answer).toMatchObject({ step: 'code', method: 'email' })
    }))

  it('R7.2 of two sign-ins on one reset the later ends the earlier, and what was proved stays proved', () =>
    withServer(async (server) => {
      await resetBill(server, await administrator(server))
      const first = visitor(server.url)
      await beginSetUp(server, first, 'BSMITH')
      await proveApp(server, first)
      const second = visitor(server.url)
      await beginSetUp(server, second, 'BSMITH')
      expect((await first.call('GET /api/sign-in')).problem?.code).toBe('sign-in-over')
      const late = await first.call('POST /api/enrollment/finish', { default: 'app' })
      expect(late.problem?.code).toBe('sign-in-over')
      await proveEmail(server, second, bsmith)
      const done = await second.call('POST /api/enrollment/finish', { default: 'app' })
      expect(asStep(done.answer).step).toBe('done')
    }))

  type Leave = (server: TestServer, bill: Visitor) => Promise<void>
  const leavings: [string, Leave][] = [
    ['was left', async (_, bill) => void (await bill.call('DELETE /api/sign-in'))],
    ['stood still for eleven minutes', async (server) => server.clock.advance(11 * minute)],
    [
      'was gone on with after a code of the way that was set up',
      async (server, bill) => void (await proveEmail(server, bill, 'new@home.example')),
    ],
  ]
  it.each(leavings)('R7.2 a set-up that %s spends nothing: the password leads to it again (S2)', (_, leave) =>
    withServer(async (server) => {
      await resetBill(server, await administrator(server))
      const bill = visitor(server.url)
      await beginSetUp(server, bill, 'BSMITH')
      await leave(server, bill)
      await beginSetUp(server, bill, 'BSMITH')
      await proveEmail(server, bill, bsmith)
      const done = await bill.call('POST /api/enrollment/finish', { default: 'email' })
      expect(asStep(done.answer).step).toBe('done')
      const elsewhere = await giveUserNameAndPassword(server, visitor(server.url), 'BSMITH')
      expect(elsewhere.answer).toMatchObject({ step: 'code', reasons: [{ check: 'machine-new' }] })
    }),
  )

  it('R7.2 under UMA a text to a lost phone, asked for on a new computer, spends nothing: the recognized one leads to set-up (S2)', () =>
    withServer(async (server) => {
      const admin = await administrator(server)
      await setPreference(server, 'UMA', 'on')
      const bill = visitor(server.url)
      await getIn(server, bill, 'BSMITH')
      await resetBill(server, admin)
      const elsewhere = visitor(server.url, { address: '198.51.100.4' })
      const asked = await giveUserNameAndPassword(server, elsewhere, 'BSMITH')
      expect(asked.answer).toMatchObject({ step: 'code', method: 'text' })
      expect((await giveUserNameAndPassword(server, bill, 'BSMITH')).answer).toMatchObject({
        step: 'enroll',
        reasons: [{ check: 'reset-open' }],
      })
    }))

  it('R7.2 what was proved under the reset may be asked for when its hours are over', () =>
    withServer(async (server) => {
      await resetBill(server, await administrator(server))
      const bill = visitor(server.url)
      await beginSetUp(server, bill, 'BSMITH')
      await proveEmail(server, bill, 'new@home.example')
      server.clock.advance(72 * hour)
      const asked = await giveUserNameAndPassword(server, visitor(server.url), 'BSMITH')
      expect(asked.answer).toMatchObject({ step: 'code', sentTo: 'n•••@home.example' })
    }))

  it('ends with a deactivation: active again, the password alone leads nowhere (A13)', () =>
    withServer(async (server) => {
      const admin = await administrator(server)
      await resetBill(server, admin)
      const path = `/api/administration/people/${await idOf(server, 'BSMITH')}`
      for (const active of [false, true])
        expect((await admin.call('PATCH /api/administration/people/{id}', { active }, path)).status).toBe(200)
      const asked = await giveUserNameAndPassword(server, visitor(server.url), 'BSMITH')
      expect(asked.answer).toMatchObject({ step: 'code', reasons: [{ check: 'reset-over' }] })
    }))

  it('a reset that nobody used in time opens nothing, and where no way is left nobody gets in', () =>
    withServer(async (server) => {
      await setPreference(server, 'RESETHOURS', '2')
      const admin = await administrator(server)
      expect((await resetBill(server, admin)).answer?.openUntil).toBe('2026-05-04T10:03:00.000Z')
      server.clock.advance(2 * hour)
      const late = await giveUserNameAndPassword(server, visitor(server.url), 'BSMITH')
      expect(late.answer).toMatchObject({ step: 'code', reasons: [{ check: 'reset-over' }] })
      await server.world.database
        .updateTable('people')
        .set({ email: null })
        .where('user_name', '=', 'BSMITH')
        .execute()
      const refused = await giveUserNameAndPassword(server, visitor(server.url), 'BSMITH')
      expect(refused.answer).toMatchObject({ step: 'refused', reasons: [{ check: 'reset-over' }] })
      await signInFresh(server, admin, 'ADMIN')
      await resetBill(server, admin)
      await beginSetUp(server, visitor(server.url), 'BSMITH')
    }))

  it('of twenty simultaneous sign-ins on one reset exactly one goes on to set-up', () =>
    withServer(async (server) => {
      await resetBill(server, await administrator(server))
      const visitors = Array.from({ length: 20 }, (_, each) =>
        visitor(server.url, { address: `198.51.100.${each}` }),
      )
      const tries = await Promise.all(visitors.map((one) => giveUserNameAndPassword(server, one, 'BSMITH')))
      expect(tries.filter(({ answer }) => answer?.step === 'enroll').length).toBeGreaterThan(0)
      expect(tries.every(({ status }) => status < 500)).toBe(true)
      expect(tries.filter(({ answer }) => answer?.step === 'done')).toEqual([])
      const setUps = await Promise.all(visitors.map((one) => one.call('GET /api/enrollment')))
      expect(setUps.filter(({ status }) => status === 200)).toHaveLength(1)
    }))

  it('of a right code and a reset at once, whichever comes first, no session is left', () =>
    withServer(async (server) => {
      const admin = await administrator(server)
      const personId = await idOf(server, 'CBILLS')
      const path = `/api/administration/people/${personId}/reset-two-factor`
      const known = 'POST /api/administration/people/{id}/reset-two-factor'
      for (let round = 0; round < 8; round++) {
        const cora = visitor(server.url)
        const to = 'cbills@harbor.example'
        const codes = await codesSoFar(server, to)
        await giveUserNameAndPassword(server, cora, 'CBILLS')
        const code = await nextCode(server, to, codes)
        const [entered, reset] = await Promise.all([
          cora.call('POST /api/sign-in/code', { code }),
          admin.call(known, { reason: 'Phone lost' }, path),
        ])
        expect([200, 410]).toContain(entered.status)
        expect(reset.status).toBe(200)
        expect((await cora.call('GET /api/session')).status, `round ${round}`).toBe(401)
        const again = visitor(server.url)
        await beginSetUp(server, again, 'CBILLS')
        await proveEmail(server, again, to)
        await again.call('POST /api/enrollment/finish', { default: 'email' })
        server.clock.advance(hour)
        await signInFresh(server, admin, 'ADMIN')
      }
    }))

  it('R7.3 is told on every address we know, with who, when, from where and why', () =>
    withServer(async (server) => {
      const bill = visitor(server.url)
      await signInFresh(server, bill, 'BSMITH')
      await proveEmail(server, bill, 'bill@home.example')
      await resetBill(server, await administrator(server), 'Phone\r\nlost')
      const { displayName } = await server.world.database
        .selectFrom('people')
        .select('display_name as displayName')
        .where('user_name', '=', 'ADMIN')
        .executeTakeFirstOrThrow()
      for (const to of [bsmith, 'bill@home.example']) {
        const letter = await letterTo(server, to, subject)
        for (const part of [
          `By: ${displayName}`,
          'Reason: Phone lost',
          '4 May 2026, 08:03 UTC',
          '198.51.100.9',
        ])
          expect(letter).toContain(part)
      }
      const entry = await server.world.database
        .selectFrom('audit')
        .selectAll()
        .where('event', '=', 'two-factor-reset')
        .executeTakeFirstOrThrow()
      expect(entry).toMatchObject({
        actor_id: await idOf(server, 'ADMIN'),
        person_id: await idOf(server, 'BSMITH'),
        address: '198.51.100.9',
      })
      expect(JSON.parse(entry.data)).toMatchObject({ reason: 'Phone lost', removed: 2 })
    }))

  it('R7.1 wants the right, a reason, and somebody of the own organization', () =>
    withServer(async (server) => {
      const cora = visitor(server.url)
      await getIn(server, cora, 'CBILLS')
      expect((await resetBill(server, cora)).problem?.code).toBe('no-right')
      expect((await resetBill(server, visitor(server.url))).problem?.code).toBe('no-session')
      const admin = await administrator(server)
      for (const reason of ['', ' \n ', 'x'.repeat(301)])
        expect((await resetBill(server, admin, reason)).problem).toMatchObject({
          code: 'invalid-value',
          fields: { reason: expect.any(String) },
        })
      await plant(server.world.database, { organizations: ['org_else'] })
      await server.world.database
        .updateTable('people')
        .set({ organization_id: 'org_else' })
        .where('user_name', '=', 'JJONES')
        .execute()
      for (const id of [await idOf(server, 'JJONES'), 'per_nobody', `${'x'.repeat(64)}`]) {
        const path = `/api/administration/people/${id}/reset-two-factor`
        const other = await admin.call(
          'POST /api/administration/people/{id}/reset-two-factor',
          { reason: 'Phone lost' },
          path,
        )
        expect(other.problem?.code).toBe('not-found')
      }
      await outboxIsEmpty(server)
      expect(await subjectsTo(server, 'jjones@harbor.example')).not.toContain(subject)
    }))

  it('R7.1 the right is no way around the fresh proof of one’s own reset', () =>
    withServer(async (server) => {
      const admin = await administrator(server)
      const path = `/api/administration/people/${await idOf(server, 'ADMIN')}/reset-two-factor`
      const own = () =>
        admin.call('POST /api/administration/people/{id}/reset-two-factor', { reason: 'New phone' }, path)
      server.clock.advance(10 * minute)
      expect((await own()).problem?.code).toBe('fresh-proof-needed')
      await signInFresh(server, admin, 'ADMIN')
      expect((await own()).status).toBe(200)
      expect((await admin.call('GET /api/session')).status).toBe(200)
    }))

  /** Signed in with a code, which is too long ago to be a fresh proof. */
  async function longIn(server: TestServer): Promise<Visitor> {
    const bill = visitor(server.url)
    await getIn(server, bill, 'BSMITH')
    server.clock.advance(10 * minute)
    return bill
  }

  const ownWants = async (bill: Visitor) => (await bill.call('GET /api/profile')).answer?.ownReset.wants
  const resetOwn = (server: TestServer, bill: Visitor, password = server.passwordOf('BSMITH')) =>
    bill.call('POST /api/profile/reset-two-factor', { password })

  it('R7.1a on a remembered connection the password is enough for one’s own, though the mailbox is gone, and whoever may reset is told (S1, S9)', () =>
    withServer(async (server) => {
      const bill = await longIn(server)
      expect(await ownWants(bill)).toBe('password')
      const without = await bill.call('POST /api/profile/reset-two-factor', {})
      expect(without.problem?.code).toBe('fresh-proof-needed')
      expect((await resetOwn(server, bill, 'no harbor at all')).problem?.code).toBe('wrong-password')
      const codes = await codesSoFar(server, bsmith)
      expect(await resetOwn(server, bill)).toMatchObject({
        status: 200,
        answer: { openUntil: '2026-05-07T08:13:00.000Z' },
      })
      expect((await bill.call('GET /api/session')).status).toBe(200)
      expect(await letterTo(server, bsmith, subject)).toContain('By: you')
      const told = 'Somebody reset their own 2 factor authentication (Harbor Agency)'
      expect(await letterTo(server, 'admin@harbor.example', told)).toContain('(BSMITH) reset their own')
      expect(await codesTo(server, bsmith)).toHaveLength(codes)
      await beginSetUp(server, visitor(server.url), 'BSMITH')
    }))

  type Elsewhere = (server: TestServer, bill: Visitor) => Promise<unknown>
  const elsewheres: [string, Elsewhere][] = [
    ['where OWNRESET wants a code', (server) => setPreference(server, 'OWNRESET', 'code')],
    ['where every sign-in wants a code', (server) => setPreference(server, '2FAFREQUENCY', '0')],
    ['where the connection was forgotten since', (_, bill) => bill.call('DELETE /api/profile/connections')],
    [
      'from another network',
      async (_, bill) => {
        bill.headers['X-Forwarded-For'] = '203.0.113.77'
      },
    ],
    [
      'without the cookie of the machine',
      async (_, bill) => {
        for (const name of [...bill.cookies.keys()]) if (!name.includes('session')) bill.cookies.delete(name)
      },
    ],
  ]
  it.each(elsewheres)(
    'R7.1a %s one’s own wants a fresh proof, and the profile names whom to ask',
    (_, leave) =>
      withServer(async (server) => {
        const bill = await longIn(server)
        await leave(server, bill)
        const { answer } = await bill.call('GET /api/profile')
        expect(answer?.ownReset).toMatchObject({
          wants: 'fresh-proof',
          waysOut: [{ kind: 'administrator', names: [expect.any(String)] }],
        })
        expect((await resetOwn(server, bill)).problem?.code).toBe('fresh-proof-needed')
      }),
  )

  it('R7.1a of two own resets by the password at once one is made', () =>
    withServer(async (server) => {
      const bill = await longIn(server)
      const both = await Promise.all([resetOwn(server, bill), resetOwn(server, bill)])
      expect(both.map(({ status }) => status).toSorted()).toEqual([200, 403])
    }))

  it('R7.1a wrong passwords for one’s own reset are bounded as those of a fresh proof are', () =>
    withServer(async (server) => {
      const bill = await longIn(server)
      const codes: unknown[] = []
      for (let tries = 0; tries < 30 && codes.at(-1) !== 'slow-down'; tries++)
        codes.push((await resetOwn(server, bill, 'no harbor at all')).problem?.code)
      expect(codes.at(-1)).toBe('slow-down')
      const proof = await bill.call('POST /api/profile/proof', { password: server.passwordOf('BSMITH') })
      expect(proof.problem?.code).toBe('slow-down')
    }))

  const undoToken = async (server: TestServer) =>
    /\/not-my-reset#([\w-]{43})/.exec(await letterTo(server, bsmith, subject))![1]!

  it('R7.1a "this was not me" puts the ways back while set-up is not finished, and ends the reset and what was signed in', () =>
    withServer(async (server) => {
      const thief = await longIn(server)
      await resetOwn(server, thief)
      await proveAnew(server, thief, 'BSMITH')
      await proveApp(server, thief)
      const halfway = visitor(server.url, { address: '198.51.100.4' })
      await beginSetUp(server, halfway, 'BSMITH')
      const token = await undoToken(server)
      const anybody = visitor(server.url)
      for (let looked = 0; looked < 2; looked++)
        expect((await anybody.call('POST /api/not-my-reset/look', { token })).answer).toMatchObject({
          organization: 'Harbor Agency',
          at: '2026-05-04T08:13:00.000Z',
        })
      expect((await thief.call('GET /api/session')).status).toBe(200)
      expect((await anybody.call('POST /api/not-my-reset', { token })).status).toBe(204)
      expect((await thief.call('GET /api/session')).status).toBe(401)
      expect((await halfway.call('GET /api/enrollment')).problem?.code).toBe('sign-in-over')
      expect((await anybody.call('POST /api/not-my-reset', { token })).problem?.code).toBe('link-over')
      const told = 'A reset of 2 factor authentication was reported (Harbor Agency)'
      expect(await letterTo(server, 'admin@harbor.example', told)).toContain('(BSMITH) says')
      const asked = await giveUserNameAndPassword(server, visitor(server.url), 'BSMITH')
      expect(asked.answer).toMatchObject({ step: 'code', method: 'email', otherMethods: ['text'] })
      const kept = await server.world.database.selectFrom('reset_grants').select('removed_sealed').execute()
      expect(kept).toEqual([{ removed_sealed: null }])
    }))

  it('R7.1a a second reset hides nothing: the ways of before the first come back', () =>
    withServer(async (server) => {
      const thief = await longIn(server)
      await resetOwn(server, thief)
      const token = await undoToken(server)
      await proveAnew(server, thief, 'BSMITH')
      expect((await thief.call('POST /api/profile/reset-two-factor', {})).status).toBe(200)
      expect((await visitor(server.url).call('POST /api/not-my-reset', { token })).status).toBe(204)
      const asked = await giveUserNameAndPassword(server, visitor(server.url), 'BSMITH')
      expect(asked.answer).toMatchObject({ step: 'code', otherMethods: ['text'] })
    }))

  it('R7.1a once set-up is finished nothing is put back', () =>
    withServer(async (server) => {
      const bill = await longIn(server)
      await resetOwn(server, bill)
      const token = await undoToken(server)
      const anybody = visitor(server.url)
      await proveAnew(server, bill, 'BSMITH')
      await proveEmail(server, bill, bsmith)
      await bill.call('POST /api/enrollment/finish', { default: 'email' })
      for (const path of ['POST /api/not-my-reset/look', 'POST /api/not-my-reset'] as const)
        expect((await anybody.call(path, { token })).problem?.code).toBe('link-over')
      expect((await bill.call('GET /api/session')).status).toBe(200)
    }))

  it('R7.1, R7.2 one’s own wants a fresh proof, keeps the session that asks, and ends the others', () =>
    withServer(async (server) => {
      const home = visitor(server.url, { address: '198.51.100.4' })
      await getIn(server, home, 'BSMITH')
      const bill = visitor(server.url)
      await getIn(server, bill, 'BSMITH')
      server.clock.advance(10 * minute)
      const stale = await bill.call('POST /api/profile/reset-two-factor', {})
      expect(stale.problem?.code).toBe('fresh-proof-needed')
      await signInFresh(server, bill, 'BSMITH')
      const reset = await bill.call('POST /api/profile/reset-two-factor', {})
      expect(reset.answer).toEqual({ openUntil: '2026-05-07T08:13:00.000Z' })
      expect((await bill.call('GET /api/session')).status).toBe(200)
      expect((await home.call('GET /api/session')).status).toBe(401)
      expect(await letterTo(server, bsmith, subject)).toContain('By: you')
    }))

  it('setting up again from the profile closes the reset: it leads past the new ways no more', () =>
    withServer(async (server) => {
      const bill = visitor(server.url)
      await signInFresh(server, bill, 'BSMITH')
      await bill.call('POST /api/profile/reset-two-factor', {})
      await proveEmail(server, bill, bsmith)
      const finished = await bill.call('POST /api/enrollment/finish', { default: 'email' })
      expect(finished.answer).toMatchObject({ complete: true })
      const thief = await giveUserNameAndPassword(server, visitor(server.url), 'BSMITH')
      expect(thief.answer).toMatchObject({ step: 'code', reasons: [{ check: 'machine-new' }] })
    }))

  it('R7.4 where only UMA is on, the ways are removed and nothing else changes', () =>
    withServer(async (server) => {
      const bill = visitor(server.url)
      await getIn(server, bill, 'BSMITH')
      const admin = await administrator(server)
      await setPreference(server, '2FA', 'Off')
      await setPreference(server, 'UMA', 'on')
      expect((await resetBill(server, admin)).answer).toEqual({ openUntil: null, waits: false })
      expect((await bill.call('GET /api/session')).status).toBe(200)
      expect((await bill.call('GET /api/enrollment')).answer).toMatchObject({
        methods: { email: { state: 'none' }, text: { state: 'none' } },
        complete: false,
      })
      const grants = await server.world.database.selectFrom('reset_grants').selectAll().execute()
      expect(grants).toEqual([])
      const proved = await server.world.database
        .selectFrom('connections')
        .select('id')
        .where('person_id', '=', await idOf(server, 'BSMITH'))
        .where('proved_at', 'is not', null)
        .execute()
      expect(proved).toHaveLength(1)
      expect(await letterTo(server, bsmith, subject)).toContain('set them up again in your profile')
    }))

  it('R3.4 under UMA an open reset does not spare the text message, which goes to the cell phone of the profile', () =>
    withServer(async (server) => {
      const admin = await administrator(server)
      await setPreference(server, 'UMA', 'on')
      await resetBill(server, admin)
      await savePerson(server.world, await idOf(server, 'BSMITH'), { cellPhone: '+15555554288' })
      const bill = visitor(server.url)
      const asked = await giveUserNameAndPassword(server, bill, 'BSMITH')
      expect(asked.answer).toMatchObject({ step: 'code', method: 'text', sentTo: '(•••) •••-4288' })
      const code = await nextCode(server, '+15555554288')
      expect((await bill.call('POST /api/sign-in/code', { code })).answer).toMatchObject({ step: 'enroll' })
      await proveEmail(server, bill, bsmith)
      const done = await bill.call('POST /api/enrollment/finish', { default: 'email' })
      expect(asStep(done.answer).step).toBe('done')
      const machines = await server.world.database
        .selectFrom('machines')
        .select('recognized_by')
        .where('recognized_at', 'is not', null)
        .execute()
      expect(machines.map((row) => row.recognized_by)).toContain(await idOf(server, 'BSMITH'))
    }))

  it('a text message for UMA never goes to a number that was only begun in set-up', () =>
    withServer(async (server) => {
      const admin = await administrator(server)
      await setPreference(server, 'UMA', 'on')
      await resetBill(server, admin)
      await server.world.database
        .insertInto('factors')
        .values({
          person_id: await idOf(server, 'BSMITH'),
          organization_id: 'org_x',
          method: 'text',
          address: '+15555550666',
          key_sealed: null,
          last_step: null,
          ready_at: 1,
        })
        .execute()
      const asked = await giveUserNameAndPassword(server, visitor(server.url), 'BSMITH')
      expect(asked.answer).toMatchObject({ step: 'code', method: 'text', sentTo: '(•••) •••-4217' })
    }))
})
