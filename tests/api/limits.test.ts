import { expect, it } from 'vitest'
import type { Method } from '../../contract/words.ts'
import { hour, minute, second } from '../../server/base/duration.ts'
import { proofTries, triesOf } from '../../server/features/credentials/wrong-passwords.ts'
import { saveFactor } from '../../server/features/factors/factors.store.ts'
import { slidingLimits } from '../../server/features/limits/limits-table.ts'
import { take } from '../../server/features/limits/taken-limits.store.ts'
import { appCode } from '../support/authenticator-app.ts'
import { onBothEngines } from '../support/engines.ts'
import { outboxIsEmpty } from '../support/outbox.ts'
import type { TestServer } from '../support/server.ts'
import { getIn, idOf, proveAnew, setPreference } from '../support/set-up.ts'
import {
  asCodeStep,
  giveUserNameAndPassword,
  messagesTo,
  newestCode,
  otherCode,
  signInByEmail,
} from '../support/sign-in.ts'
import { until } from '../support/until.ts'
import { type Visitor, visitor } from '../support/visitor.ts'
import { serverOn } from '../support/with-server.ts'

const bsmith = 'bsmith@harbor.example'
const office = '198.51.100.7'
const appKey = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'

onBothEngines('limits', (open) => {
  const withServer = serverOn(open)

  const wrongly = (somebody: Visitor, userName: string) =>
    somebody.call('POST /api/sign-in', { userName, password: 'certainly not this' })

  /** Status and wait of so many wrong passwords, one after the other. */
  async function guesses(somebody: Visitor, userName: string, count: number) {
    const answers: unknown[] = []
    for (let each = 0; each < count; each++) {
      const { status, problem, headers } = await wrongly(somebody, userName)
      answers.push([status, problem?.code, problem?.retryAfterSeconds, headers.get('retry-after')])
    }
    return answers
  }

  async function giveApp(server: TestServer, userName: string) {
    const personId = await idOf(server, userName)
    const { organization_id: organizationId } = await server.world.database
      .selectFrom('people')
      .select('organization_id')
      .where('id', '=', personId)
      .executeTakeFirstOrThrow()
    await saveFactor(server.world, { organizationId, personId, method: 'app', address: null, key: appKey })
  }

  async function wrongCodesBefore(server: TestServer, method: Method, wrong: number) {
    const personId = await idOf(server, 'BSMITH')
    const { organization_id } = await server.world.database
      .selectFrom('people')
      .select('organization_id')
      .where('id', '=', personId)
      .executeTakeFirstOrThrow()
    const count = { wrong_in_row: wrong, locked_until: 0, disabled_at: null }
    await server.world.database
      .insertInto('method_limits')
      .values({ organization_id, person_id: personId, method, ...count })
      .execute()
  }

  const told = (server: TestServer, kind: string) =>
    server.world.database.selectFrom('messages').select('recipient').where('kind', '=', kind).execute()

  it('R19.3 a person on a machine known to them is never slowed by what others do from the same address (A1)', () =>
    withServer(async (server) => {
      await setPreference(server, '2FAFREQUENCY', '30')
      const bill = visitor(server.url, { address: office })
      await signInByEmail(server, bill, 'BSMITH')
      const guest = visitor(server.url, { address: office })
      for (let each = 0; each < 36; each++) {
        await wrongly(guest, `GUEST${each}`)
        server.clock.advance(hour)
      }
      const steps: unknown[] = []
      for (let tries = 0; tries < 50; tries++) {
        if (tries % 5 === 0) await wrongly(guest, `GUEST${40 + tries}`)
        steps.push((await giveUserNameAndPassword(server, bill, 'BSMITH')).answer?.step)
        server.clock.advance(12 * second)
      }
      expect(steps).toEqual(Array(50).fill('done'))
    }))

  it('R5.9 of an address distinct names are counted and not tries, over a window that slides (A1)', () =>
    withServer(async (server) => {
      const guest = visitor(server.url, { address: office })
      for (let tries = 0; tries < 40; tries++) {
        await wrongly(guest, 'CBILLS')
        server.clock.advance(minute)
      }
      const bill = visitor(server.url, { address: office })
      expect((await giveUserNameAndPassword(server, bill, 'BSMITH')).answer?.step).toBe('code')
      for (let names = 0; names < 40; names++) await wrongly(guest, `GUEST${names}`)
      const jane = visitor(server.url, { address: office })
      const slowed = await giveUserNameAndPassword(server, jane, 'JJONES')
      expect(slowed).toMatchObject({ status: 429, problem: { code: 'slow-down' } })
      // The wait that is told is true, to the second.
      server.clock.advance((slowed.problem!.retryAfterSeconds! - 1) * second)
      expect((await giveUserNameAndPassword(server, jane, 'JJONES')).status).toBe(429)
      server.clock.advance(second)
      expect((await giveUserNameAndPassword(server, jane, 'JJONES')).status).toBe(200)
    }))

  it('R5.9 a right password pays back what the wrong ones before it took of the address (A1)', () =>
    withServer(async (server) => {
      for (let times = 0; times < 40; times++) {
        const bill = visitor(server.url, { address: office })
        expect((await wrongly(bill, 'BSMITH')).status).toBe(401)
        expect((await giveUserNameAndPassword(server, bill, 'BSMITH')).status).toBe(200)
      }
      const jane = visitor(server.url, { address: office })
      expect((await giveUserNameAndPassword(server, jane, 'JJONES')).status).toBe(200)
    }))

  it('R5.9 of sixty wrong passwords at once for one person, from sixty addresses, five are looked at (A3)', () =>
    withServer(async (server) => {
      const sixty = async () => {
        const replies = await Promise.all(
          Array.from({ length: 60 }, (_, each) =>
            wrongly(visitor(server.url, { address: `203.0.113.${each}` }), 'JJONES'),
          ),
        )
        const looked = replies.filter(({ status }) => status === 401)
        const refused = replies.filter(({ status }) => status === 429)
        expect(looked.length + refused.length).toBe(60)
        expect(new Set(refused.map(({ problem }) => problem?.retryAfterSeconds))).toEqual(new Set([60]))
        return looked.length
      }
      expect(await sixty()).toBe(5)
      server.clock.advance(minute - second)
      expect((await wrongly(visitor(server.url), 'JJONES')).status).toBe(429)
      server.clock.advance(second)
      expect(await sixty()).toBe(1)
    }))

  it('R19.4 a user name that nobody has gets the same answers as any other, on recognized machines too (A4)', () =>
    withServer(async (server) => {
      await setPreference(server, '2FA', 'Off')
      await setPreference(server, 'UMA', 'on')
      const computer = visitor(server.url, { address: office })
      await giveUserNameAndPassword(server, computer, 'BSMITH')
      const code = await newestCode(server, '+15555554217')
      expect((await computer.call('POST /api/sign-in/code', { code })).answer?.step).toBe('done')
      expect((await giveUserNameAndPassword(server, computer, 'CBILLS')).answer?.step).toBe('done')
      // One proved it, one signed in there, one never did, and one is nobody.
      const names = ['BSMITH', 'CBILLS', 'JJONES', 'NOBODY']
      const [first, ...others] = await Promise.all(names.map((name) => guesses(computer, name, 12)))
      expect(first!.slice(0, 5)).toEqual(Array(5).fill([401, 'wrong-credentials', undefined, null]))
      expect(first!.slice(5)).toEqual(Array(7).fill([429, 'slow-down', 60, '60']))
      for (const other of others) expect(other).toEqual(first)
    }))

  it('R19.4 nor do the answers on a known machine tell who was slowed down elsewhere, and the right password passes', () =>
    withServer(async (server) => {
      const bill = visitor(server.url, { address: office })
      await signInByEmail(server, bill, 'BSMITH')
      const stranger = visitor(server.url, { address: '203.0.113.9' })
      for (const name of ['BSMITH', 'NOBODY']) await guesses(stranger, name, 6)
      expect(await guesses(bill, 'BSMITH', 3)).toEqual(await guesses(bill, 'NOBODY', 3))
      expect((await giveUserNameAndPassword(server, bill, 'BSMITH')).answer?.step).toBe('done')
      expect((await giveUserNameAndPassword(server, stranger, 'BSMITH')).status).toBe(429)
    }))

  it('R19.3 a machine on which a person signed in is known to them, whatever is switched on (T2)', () =>
    withServer(async (server) => {
      await setPreference(server, '2FA', 'Off')
      const bill = visitor(server.url, { address: office })
      expect((await giveUserNameAndPassword(server, bill, 'BSMITH')).answer?.step).toBe('done')
      for (let each = 0; each < 14; each++)
        await wrongly(visitor(server.url, { address: `203.0.113.${each}` }), 'BSMITH')
      for (let tries = 0; tries < 25; tries++) {
        await wrongly(visitor(server.url, { address: `203.0.113.${100 + tries}` }), 'BSMITH')
        expect((await giveUserNameAndPassword(server, bill, 'BSMITH')).answer?.step).toBe('done')
        server.clock.advance(minute)
      }
    }))

  it('R19.3 a known machine helps its own people only: guesses at a colleague there are bounded by the name (T3)', () =>
    withServer(async (server) => {
      const bill = visitor(server.url, { address: office })
      await signInByEmail(server, bill, 'BSMITH')
      const statuses: number[] = []
      for (let each = 0; each < 24; each++) {
        const elsewhere = visitor(server.url, { address: `203.0.113.${each}` })
        elsewhere.cookies.set('doorward-machine', bill.cookies.get('doorward-machine')!)
        statuses.push((await wrongly(elsewhere, 'CBILLS')).status)
      }
      expect(statuses.filter((status) => status === 401)).toHaveLength(5)
      // And at its own people, from whatever networks, so many: the machine may be stolen.
      const own: number[] = []
      for (let each = 0; each < 24; each++) {
        const thief = visitor(server.url, { address: `203.0.113.${each}` })
        thief.cookies.set('doorward-machine', bill.cookies.get('doorward-machine')!)
        own.push((await wrongly(thief, 'BSMITH')).status)
      }
      expect(own.filter((status) => status === 401)).toHaveLength(5)
      const late = await giveUserNameAndPassword(server, bill, 'BSMITH')
      expect(late).toMatchObject({ status: 429, problem: { retryAfterSeconds: 60 } })
    }))

  it('R5.9 what slows one session’s fresh proof down slows no other session of the person', () =>
    withServer(async (server) => {
      const bill = visitor(server.url)
      await getIn(server, bill, 'BSMITH')
      const thief = visitor(server.url)
      await getIn(server, thief, 'BSMITH')
      const replies = await Promise.all(
        Array.from({ length: 20 }, (_, each) =>
          thief.call('POST /api/profile/proof', { password: `guess number ${each}` }),
        ),
      )
      expect(replies.filter(({ problem }) => problem?.code === 'wrong-password')).toHaveLength(5)
      expect(replies.filter(({ problem }) => problem?.code === 'slow-down')).toHaveLength(15)
      expect((await proveAnew(server, bill, 'BSMITH')).answer).toMatchObject({ step: 'done' })
    }))

  it('R5.9 the fiftieth wrong code disables the way, and the owner is told (A14)', () =>
    withServer(async (server) => {
      await wrongCodesBefore(server, 'email', 49)
      const bill = visitor(server.url)
      await giveUserNameAndPassword(server, bill, 'BSMITH')
      const code = await newestCode(server, bsmith)
      await bill.call('POST /api/sign-in/code', { code: otherCode(code) })
      expect(await told(server, 'method-disabled')).toEqual([{ recipient: bsmith }])
      expect(await told(server, 'method-locked')).toEqual([])
      const again = await bill.call('POST /api/sign-in/code', { code })
      expect(again).toMatchObject({ status: 423, problem: { code: 'method-locked', lockedUntil: null } })
      expect(await told(server, 'method-disabled')).toHaveLength(1)
    }))

  it('R5.9 the same where the fiftieth is given for a fresh proof (A14)', () =>
    withServer(async (server) => {
      const bill = visitor(server.url)
      await getIn(server, bill, 'BSMITH')
      await bill.call('POST /api/profile/proof', { password: server.passwordOf('BSMITH') })
      await wrongCodesBefore(server, 'email', 49)
      await bill.call('POST /api/profile/proof/code', { code: '000000' })
      expect(await told(server, 'method-disabled')).toEqual([{ recipient: bsmith }])
    }))

  it('R5.9 a code that was entered rightly does not count against what is sent (A16)', () =>
    withServer(async (server) => {
      await setPreference(server, '2FAFREQUENCY', '0')
      const bill = visitor(server.url)
      for (let times = 0; times < 25; times++) {
        await getIn(server, bill, 'BSMITH')
        server.clock.advance(minute)
      }
    }))

  it('R5.9 what is full closes that way alone: the others stay open, the app too, and the wait is true (A16, T8)', () =>
    withServer(async (server) => {
      await giveApp(server, 'BSMITH')
      const stranger = visitor(server.url, { address: '203.0.113.9' })
      const begin = async () => asCodeStep((await giveUserNameAndPassword(server, stranger, 'BSMITH')).answer)
      const ways: Method[] = []
      for (let times = 0; times < 41; times++) ways.push((await begin()).method)
      expect(ways).toEqual([...Array(20).fill('email'), 'app', ...Array(20).fill('app')])
      expect((await begin()).otherMethods).toEqual(['text'])
      const email = await stranger.call('POST /api/sign-in/method', { method: 'email' })
      expect(email).toMatchObject({ status: 429, problem: { code: 'slow-down', retryAfterSeconds: 180 } })
      const entered = await stranger.call('POST /api/sign-in/code', {
        code: appCode(appKey, server.clock.now()),
      })
      expect(entered.answer?.step).toBe('done')
    }))

  it('R5.9 where every way is full the page says when one opens again, and it does (A16)', () =>
    withServer(async (server) => {
      const stranger = visitor(server.url, { address: '203.0.113.9' })
      const ways: string[] = []
      for (let times = 0; times < 40; times++) {
        const begun = await giveUserNameAndPassword(server, stranger, 'BSMITH')
        ways.push(asCodeStep(begun.answer).method)
      }
      expect(ways).toEqual([...Array(20).fill('email'), ...Array(20).fill('text')])
      const full = await giveUserNameAndPassword(server, stranger, 'BSMITH')
      expect(full.answer).toMatchObject({
        step: 'refused',
        waysOut: [{ kind: 'wait', until: '2026-05-04T08:06:00.000Z' }, { kind: 'administrator' }],
      })
      server.clock.advance(3 * minute - second)
      expect((await giveUserNameAndPassword(server, stranger, 'BSMITH')).answer?.step).toBe('refused')
      server.clock.advance(second)
      expect((await giveUserNameAndPassword(server, stranger, 'BSMITH')).answer?.step).toBe('code')
    }))

  it('R19.3 codes sent to whoever has the password elsewhere leave those for the known machine alone', () =>
    withServer(async (server) => {
      await setPreference(server, '2FAFREQUENCY', '0')
      const bill = visitor(server.url, { address: office })
      await getIn(server, bill, 'BSMITH')
      const stranger = visitor(server.url, { address: '203.0.113.9' })
      for (let times = 0; times < 41; times++) await giveUserNameAndPassword(server, stranger, 'BSMITH')
      const begun = await giveUserNameAndPassword(server, bill, 'BSMITH')
      expect(asCodeStep(begun.answer).method).toBe('email')
    }))

  it('R5.9 of many askings for another code at once one is sent, and the wait that is told is true', () =>
    withServer(async (server) => {
      const bill = visitor(server.url)
      await giveUserNameAndPassword(server, bill, 'BSMITH')
      server.clock.advance(20 * second)
      const again = () => bill.call('POST /api/sign-in/send-again', {})
      const replies = await Promise.all(Array.from({ length: 20 }, again))
      expect(replies.filter(({ status }) => status === 200)).toHaveLength(1)
      const sent = await server.world.database.selectFrom('messages').select('id').execute()
      expect(sent).toHaveLength(2)
      for (let sends = 0; sends < 3; sends++) {
        server.clock.advance(15 * second)
        expect((await again()).status).toBe(200)
      }
      server.clock.advance(15 * second)
      const refused = await again()
      expect(refused.status).toBe(429)
      server.clock.advance((refused.problem!.retryAfterSeconds! - 1) * second)
      expect((await again()).status).toBe(429)
      server.clock.advance(second)
      expect((await again()).status).toBe(200)
    }))

  it('R5.9 of many changes of the way at once no more codes leave than one sign-in may cause', () =>
    withServer(async (server) => {
      const bill = visitor(server.url)
      await giveUserNameAndPassword(server, bill, 'BSMITH')
      await Promise.all(
        Array.from({ length: 30 }, (_, each) =>
          bill.call('POST /api/sign-in/method', { method: each % 2 ? 'email' : 'text' }),
        ),
      )
      const sent = await server.world.database.selectFrom('messages').select('id').execute()
      expect(sent.length).toBeLessThanOrEqual(5)
      const open = await server.world.database
        .selectFrom('challenges')
        .select('id')
        .where('closed_at', 'is', null)
        .execute()
      expect(open).toHaveLength(1)
    }))

  const entriesOf = (server: TestServer, ...events: string[]) =>
    server.world.database
      .selectFrom('audit')
      .select(['event', 'address', 'person_id as personId', 'data', 'times'])
      .where('event', 'in', events)
      .orderBy('at')
      .orderBy('event')
      .orderBy('address')
      .orderBy('data')
      .execute()

  it('R18.5 what strangers fail at is one entry of a minute, a network and a person, which counts (T13)', () =>
    withServer(async (server) => {
      const stranger = visitor(server.url, { address: '203.0.113.5' })
      const ask = (who: Visitor, userName: string) => who.call('POST /api/password-reset', { userName })
      for (let name = 0; name < 33; name++) await ask(stranger, `NOBODY${name}`)
      await ask(visitor(server.url, { address: '203.0.113.6' }), 'NOBODY')
      const asked = ['password-link-asked', 'slowed-down']
      const count = async () =>
        (await entriesOf(server, 'password-link-asked')).reduce((sum, { times }) => sum + times, 0)
      await until(async () => (await count()) === 31, 'what is done after the answers')
      const link = { event: 'password-link-asked', personId: null, data: '{"sent":false}' }
      expect(await entriesOf(server, ...asked)).toEqual([
        { ...link, address: '203.0.113.5', times: 30 },
        { ...link, address: '203.0.113.6', times: 1 },
        {
          ...link,
          event: 'slowed-down',
          address: '203.0.113.5',
          data: '{"limit":"link-names-of-address"}',
          times: 3,
        },
      ])
      const bill = await idOf(server, 'BSMITH')
      const thief = visitor(server.url, { address: '2001:db8:1:2::5' })
      await guesses(thief, 'BSMITH', 5)
      thief.headers['X-Forwarded-For'] = '2001:db8:1:2::6'
      await guesses(thief, 'BSMITH', 2)
      server.clock.advance(minute)
      await guesses(thief, 'BSMITH', 1)
      const entries = await entriesOf(server, 'sign-in-failed', 'slowed-down')
      expect(entries.filter(({ personId }) => personId === bill)).toMatchObject([
        { event: 'sign-in-failed', address: '2001:db8:1:2::5', times: 5 },
        { event: 'slowed-down', address: '2001:db8:1:2::6', data: '{"limit":"password-of-name"}', times: 2 },
        { event: 'sign-in-failed', address: '2001:db8:1:2::6', times: 1 },
      ])
    }))

  it('R18.5 whatever a bound refuses or locks is in the audit, with its address (T13)', () =>
    withServer(async (server) => {
      const bill = visitor(server.url, { address: office })
      await wrongCodesBefore(server, 'email', 9)
      await giveUserNameAndPassword(server, bill, 'BSMITH')
      await bill.call('POST /api/sign-in/send-again', {})
      const code = await newestCode(server, bsmith)
      await bill.call('POST /api/sign-in/code', { code: otherCode(code) })
      await bill.call('POST /api/sign-in/code', { code })
      const personId = await idOf(server, 'BSMITH')
      expect(await entriesOf(server, 'method-locked', 'slowed-down')).toEqual(
        [
          ['method-locked', '{"method":"email","wrong":10}'],
          ['slowed-down', '{"limit":"codesUntilLock"}'],
          ['slowed-down', '{"limit":"sendPause"}'],
        ].map(([event, data]) => ({ event, data, personId, address: office, times: 1 })),
      )
      const dana = visitor(server.url, { address: office })
      await signInByEmail(server, dana, 'ADMIN')
      for (let each = 0; each < 6; each++) await dana.call('POST /api/profile/proof', { password: 'wrong' })
      await dana.call('DELETE /api/session')
      const danas = await idOf(server, 'ADMIN')
      const own = (await entriesOf(server, 'slowed-down', 'signed-out')).filter(
        (row) => row.personId === danas,
      )
      expect(own).toMatchObject([
        { event: 'signed-out', address: office },
        { event: 'slowed-down', data: '{"limit":"password-of-session"}', address: office },
      ])
    }))

  const organizationOf = async ({ world: { database } }: TestServer) =>
    (await database.selectFrom('organizations').select('id').executeTakeFirstOrThrow()).id

  it.each([
    ['a site of many networks', 'password-names-of-site', '2001:db8:1::/48'],
    ['the whole organization', 'password-names-of-organization', null],
  ] as const)(
    'R19.3 names tried all over %s slow down unknown machines, and those only (T16)',
    (_, limit, site) =>
      withServer(async (server) => {
        const by = site ?? (await organizationOf(server))
        const bill = visitor(server.url, { address: '2001:db8:1:1::7' })
        await signInByEmail(server, bill, 'BSMITH')
        // Each from a network of its own.
        await wrongly(visitor(server.url, { address: '2001:db8:1:2::7' }), 'SOMEBODY')
        const { most } = slidingLimits[limit]
        for (let each = 1; each < most; each++)
          expect(await take(server.world, { limit, by, each: `${each}` })).toBe(true)
        expect((await wrongly(visitor(server.url, { address: '2001:db8:1:3::7' }), 'ANOTHER')).status).toBe(
          429,
        )
        const elsewhere = await wrongly(visitor(server.url, { address: '2001:db8:2:3::7' }), 'ANOTHER')
        expect(elsewhere.status).toBe(site === null ? 429 : 401)
        expect((await giveUserNameAndPassword(server, bill, 'BSMITH')).answer?.step).toBe('done')
      }),
  )

  it('R5.9 of one name no more than two hundred passwords are looked at in a day, and it stays open where known', () =>
    withServer(async (server) => {
      const bill = visitor(server.url, { address: office })
      await signInByEmail(server, bill, 'BSMITH')
      const where = { userName: 'BSMITH', organization: undefined, network: office, machineHash: '' }
      const { ofNameInADay } = triesOf(where, await organizationOf(server))
      const { most } = slidingLimits['password-of-name-in-a-day']
      for (let each = 0; each < most; each++) expect(await take(server.world, ofNameInADay)).toBe(true)
      expect((await wrongly(visitor(server.url), 'BSMITH')).status).toBe(429)
      expect((await giveUserNameAndPassword(server, bill, 'BSMITH')).answer?.step).toBe('done')
    }))

  it('R5.9 in one session no more than two hundred passwords are looked at in a day', () =>
    withServer(async (server) => {
      const bill = visitor(server.url)
      await signInByEmail(server, bill, 'BSMITH')
      const { id } = await server.world.database.selectFrom('sessions').select('id').executeTakeFirstOrThrow()
      const { inADay } = proofTries(id)
      const { most } = slidingLimits[inADay.limit]
      for (let each = 0; each < most; each++) expect(await take(server.world, inADay)).toBe(true)
      const prove = () => bill.call('POST /api/profile/proof', { password: 'wrong' })
      expect((await prove()).problem).toMatchObject({ code: 'slow-down', retryAfterSeconds: 900 })
      server.clock.advance(15 * minute)
      expect((await prove()).problem?.code).not.toBe('slow-down')
    }))

  it('R5.9 of codes with four digits four are looked at away from known machines, and then hardly any (T18)', () =>
    withServer(async (server) => {
      const bill = visitor(server.url, { address: office })
      await signInByEmail(server, bill, 'BSMITH')
      await setPreference(server, 'CODELENGTH', '4')
      const looks: unknown[] = []
      let code = ''
      for (let each = 0; each < 2; each++) {
        const thief = visitor(server.url, { address: '203.0.113.9' })
        await outboxIsEmpty(server)
        const known = (await messagesTo(server, bsmith)).length
        await giveUserNameAndPassword(server, thief, 'BSMITH')
        code = await newestCode(server, bsmith, known)
        for (const typed of [otherCode(code), otherCode(code), each === 0 ? otherCode(code) : code]) {
          const { status, problem } = await thief.call('POST /api/sign-in/code', { code: typed })
          looks.push([status, problem?.code])
        }
      }
      expect(looks.map((look) => String(look))).toEqual([
        '422,wrong-code',
        '422,wrong-code',
        '410,sign-in-over',
        '422,wrong-code',
        '429,slow-down',
        '429,slow-down',
      ])
      // Where the person is known they go on, also from another network.
      bill.headers['X-Forwarded-For'] = '198.51.100.200'
      await outboxIsEmpty(server)
      const known = (await messagesTo(server, bsmith)).length
      expect((await giveUserNameAndPassword(server, bill, 'BSMITH')).answer?.step).toBe('code')
      const own = await newestCode(server, bsmith, known)
      expect((await bill.call('POST /api/sign-in/code', { code: own })).answer?.step).toBe('done')
    }))

  it('R19.3 who asks for password links at an address keeps nobody there from one on a machine known to them', () =>
    withServer(async (server) => {
      const bill = visitor(server.url, { address: office })
      await getIn(server, bill, 'BSMITH')
      const guest = visitor(server.url, { address: office })
      const ask = (somebody: Visitor, userName: string) =>
        somebody.call('POST /api/password-reset', { userName })
      const asked = await Promise.all(Array.from({ length: 50 }, (_, each) => ask(guest, `NOBODY${each}`)))
      expect(asked.filter(({ status }) => status === 202)).toHaveLength(30)
      expect((await ask(bill, 'BSMITH')).status).toBe(202)
      expect((await ask(bill, 'NOBODY')).status).toBe(202)
    }))
})
