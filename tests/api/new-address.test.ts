import { expect, it } from 'vitest'
import { day, minute, second } from '../../server/base/duration.ts'
import { onBothEngines } from '../support/engines.ts'
import { outboxIsEmpty } from '../support/outbox.ts'
import { startServer, type TestServer } from '../support/server.ts'
import {
  beginSetUp,
  changeAddress,
  codesSoFar,
  getIn,
  idOf,
  letterTo,
  neverSetUp,
  nextCode,
  setPreference,
  subjectsTo,
} from '../support/set-up.ts'
import { asCodeStep, giveUserNameAndPassword, otherCode } from '../support/sign-in.ts'
import { type Visitor, visitor } from '../support/visitor.ts'

const old = 'bsmith@harbor.example'
const home = 'bill@home.example'
const phone = '+15555554217'
const newPhone = '+15555554299'

onBothEngines('a new address of the profile', (open) => {
  const withBill = async (work: (server: TestServer, bill: Visitor) => Promise<void>) => {
    const server = await startServer({ settings: { DATABASE: await open() } })
    try {
      const bill = visitor(server.url)
      await getIn(server, bill, 'BSMITH')
      await work(server, bill)
    } finally {
      await server.stop()
    }
  }
  const profile = async (bill: Visitor) => (await bill.call('GET /api/profile')).answer!
  const undo = async (server: TestServer, to: string) =>
    /not-my-change#(\S+)/.exec(await letterTo(server, to, 'Your e-mail address was'))![1]!

  it('gets a code and nothing else, and nothing changes, until that is entered (T6)', () =>
    withBill(async (server, bill) => {
      const asked = await bill.call('PATCH /api/profile', { email: home })
      expect(asked.answer).toMatchObject({ email: old, newEmail: { sentTo: home, digits: 6 } })
      const code = await nextCode(server, home)
      const soon = await bill.call('PATCH /api/profile', { email: home })
      expect(soon.problem).toMatchObject({ code: 'slow-down', retryAfterSeconds: 15 })
      const wrong = { field: 'email', code: otherCode(code), forCodes: false }
      const refused = await bill.call('POST /api/profile/new-address/code', wrong)
      expect(refused.problem).toMatchObject({ code: 'wrong-code', triesLeft: 2 })
      await outboxIsEmpty(server)
      expect(await subjectsTo(server, home)).toHaveLength(1)
      expect(await subjectsTo(server, old)).not.toContain('Your e-mail address was changed (Harbor Agency)')
      expect(await profile(bill)).toMatchObject({ email: old, newEmail: { sentTo: home } })
      const right = await bill.call('POST /api/profile/new-address/code', { ...wrong, code })
      expect(right.answer).toMatchObject({ email: home, newEmail: null })
      expect(await letterTo(server, old, 'Your e-mail address was changed')).toContain('/not-my-change#')
      expect(await letterTo(server, home, 'Your e-mail address was changed')).not.toContain('/not-my-change#')
      // Codes go where they were proved to arrive.
      const again = await giveUserNameAndPassword(server, visitor(server.url), 'BSMITH')
      expect(again.answer).toMatchObject({ step: 'code', sentTo: 'b•••@harbor.example' })
    }))

  it('is never the second of two at once, and each is a code of its own (T6)', () =>
    withBill(async (server, bill) => {
      for (const email of ['a@else.example', 'b@else.example', home])
        await bill.call('PATCH /api/profile', { email })
      const first = await nextCode(server, 'a@else.example')
      const entered = { field: 'email', code: first, forCodes: false }
      expect((await bill.call('POST /api/profile/new-address/code', entered)).status).not.toBe(200)
      const code = await nextCode(server, home)
      expect(
        (await bill.call('POST /api/profile/new-address/code', { ...entered, code })).answer?.email,
      ).toBe(home)
      await outboxIsEmpty(server)
      for (const to of ['a@else.example', 'b@else.example'])
        expect(await subjectsTo(server, to)).toHaveLength(1)
    }))

  it('takes the codes with it where the person wants it so, at once (S3)', () =>
    withBill(async (server, bill) => {
      const done = await changeAddress(server, bill, 'cellPhone', newPhone, true)
      const ways = done.answer!.methods.map(({ method, address }) => [method, address])
      expect(ways).toContainEqual(['text', '(555) 555-4299'])
      const other = visitor(server.url)
      await giveUserNameAndPassword(server, other, 'BSMITH')
      const step = await other.call('POST /api/sign-in/method', { method: 'text' })
      expect(asCodeStep(step.answer).sentTo).toBe('(•••) •••-4299')
      // The code that confirmed it was one of this connection.
      expect((await giveUserNameAndPassword(server, bill, 'BSMITH')).answer).toMatchObject({ step: 'done' })
    }))

  it('is undone by whoever had the old one, within seven days, with all that was changed after it (T6)', () =>
    withBill(async (server, bill) => {
      await changeAddress(server, bill, 'email', home, true)
      const token = await undo(server, old)
      await changeAddress(server, bill, 'cellPhone', newPhone, true)
      server.clock.advance(6 * day)
      const looked = await bill.call('POST /api/not-my-change/look', { token })
      expect(looked.answer).toMatchObject({
        displayName: 'Bill Smith',
        field: 'email',
        from: 'b•••@harbor.example',
        to: 'b•••@home.example',
        waits: false,
        by: null,
        place: { browser: 'Chrome', system: 'Windows' },
      })
      await getInByApi(server, bill)
      const owner = visitor(server.url, { address: '198.51.100.4' })
      expect((await owner.call('POST /api/not-my-change', { token })).status).toBe(204)
      expect((await bill.call('GET /api/session')).status).toBe(401)
      for (const to of [old, home])
        expect(await letterTo(server, to, 'A change of your profile was undone')).toContain('signed out')
      expect(await letterTo(server, 'admin@harbor.example', 'A change of an e-mail')).toContain('BSMITH')
      const step = await giveUserNameAndPassword(server, owner, 'BSMITH')
      expect(asCodeStep(step.answer)).toMatchObject({
        sentTo: 'b•••@harbor.example',
        otherAddresses: { text: '(•••) •••-4217' },
      })
      const again = await owner.call('POST /api/not-my-change', { token })
      expect(again.problem?.code).toBe('link-over')
    }))

  it('is undone no more after seven days', () =>
    withBill(async (server, bill) => {
      await changeAddress(server, bill, 'email', home)
      const token = await undo(server, old)
      server.clock.advance(7 * day)
      expect((await bill.call('POST /api/not-my-change', { token })).problem?.code).toBe('link-over')
    }))

  it('three wrong codes end it, and the session stays', () =>
    withBill(async (server, bill) => {
      await bill.call('PATCH /api/profile', { cellPhone: newPhone })
      const code = await nextCode(server, newPhone)
      const wrong = { field: 'cellPhone', code: otherCode(code), forCodes: true }
      for (let each = 0; each < 3; each++) await bill.call('POST /api/profile/new-address/code', wrong)
      const right = await bill.call('POST /api/profile/new-address/code', { ...wrong, code })
      expect(right.problem?.code).toBe('code-expired')
      expect(await profile(bill)).toMatchObject({ cellPhone: phone, newCellPhone: null })
      server.clock.advance(15 * second)
      expect(
        (await bill.call('PATCH /api/profile', { cellPhone: newPhone })).answer?.newCellPhone,
      ).toMatchObject({ sentTo: '(555) 555-4299' })
    }))

  it("the wizard's number becomes the profile's, and at a sign-in only where that has none (S3)", () =>
    withBill(async (server, bill) => {
      await bill.call('POST /api/enrollment/text', { phone: newPhone })
      const code = await nextCode(server, newPhone)
      await bill.call('POST /api/enrollment/text/code', { code, forProfile: true })
      expect(await profile(bill)).toMatchObject({ cellPhone: newPhone })
      expect(await letterTo(server, old, 'Your cell phone was changed')).toContain('/not-my-change#')
      for (const [userName, kept] of [
        ['CBILLS', '+15555554218'],
        ['NOPHONE', '+15555550111'],
      ] as const) {
        await neverSetUp(server, userName)
        const before = await server.world.database
          .selectFrom('people')
          .select('cell_phone')
          .where('id', '=', await idOf(server, userName))
          .executeTakeFirstOrThrow()
        const somebody = visitor(server.url)
        await beginSetUp(server, somebody, userName)
        const known = await codesSoFar(server, '+15555550111')
        await somebody.call('POST /api/enrollment/text', { phone: '+15555550111' })
        const sent = await nextCode(server, '+15555550111', known)
        const ready = await somebody.call('POST /api/enrollment/text/code', { code: sent, forProfile: true })
        expect(ready.answer?.methods.text.state, userName).toBe('ready')
        const after = await server.world.database
          .selectFrom('people')
          .select('cell_phone')
          .where('id', '=', await idOf(server, userName))
          .executeTakeFirstOrThrow()
        expect(after.cell_phone, userName).toBe(before.cell_phone ?? kept)
      }
    }))

  it('is the only way for text messages under UMA alone, too: the code goes there once it is confirmed', () =>
    withBill(async (server, bill) => {
      await setPreference(server, '2FA', 'Off')
      await setPreference(server, 'UMA', 'on')
      await bill.call('PATCH /api/profile', { cellPhone: newPhone })
      const code = await nextCode(server, newPhone)
      const other = visitor(server.url)
      expect(asCodeStep((await giveUserNameAndPassword(server, other, 'BSMITH')).answer).sentTo).toBe(
        '(•••) •••-4217',
      )
      await bill.call('POST /api/profile/new-address/code', { field: 'cellPhone', code, forCodes: true })
      server.clock.advance(minute)
      expect(asCodeStep((await giveUserNameAndPassword(server, other, 'BSMITH')).answer).sentTo).toBe(
        '(•••) •••-4299',
      )
    }))

  async function getInByApi(server: TestServer, bill: Visitor): Promise<void> {
    const known = await codesSoFar(server, home)
    const begun = await giveUserNameAndPassword(server, bill, 'BSMITH')
    if (begun.answer?.step === 'code')
      await bill.call('POST /api/sign-in/code', { code: await nextCode(server, home, known) })
  }
})
