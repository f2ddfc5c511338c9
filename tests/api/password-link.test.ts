import { expect, it } from 'vitest'
import { personActor } from '../../server/base/actor.ts'
import { day, hour, minute } from '../../server/base/duration.ts'
import { sendInvitation } from '../../server/features/passwords/password-links.flow.ts'
import { lockPersonOf } from '../../server/features/people/people.store.ts'
import { transaction } from '../../server/tools/transaction.ts'
import { onBothEngines } from '../support/engines.ts'
import { outboxIsEmpty } from '../support/outbox.ts'
import type { TestServer } from '../support/server.ts'
import { changeAddress, getIn, idOf, letterTo, subjectsTo } from '../support/set-up.ts'
import { giveUserNameAndPassword } from '../support/sign-in.ts'
import { type Visitor, visitor } from '../support/visitor.ts'
import { serverOn } from '../support/with-server.ts'

const bsmith = 'bsmith@harbor.example'
const subject = 'A new password for Harbor Agency'
const good = 'seven green lanterns'

onBothEngines('a link to choose a password', (open) => {
  const withServer = serverOn(open)

  /** Whoever has another way proves it first: `password-by-mail.test.ts`. */
  const byEmailAlone = (server: TestServer) =>
    server.world.database.deleteFrom('factors').where('method', '!=', 'email').execute()

  const tokenIn = (letter: string) => /\/password#(\S+)/.exec(letter)![1]!

  async function askForLink(server: TestServer, somebody: Visitor): Promise<string> {
    await byEmailAlone(server)
    const asked = await somebody.call('POST /api/password-reset', { userName: 'bsmith' })
    expect(asked).toMatchObject({ status: 202, answer: {} })
    return tokenIn(await letterTo(server, bsmith, subject))
  }

  /** Nothing is still to be done of what was asked: each asking leaves one entry. */
  /** Once so many were asked for; those that are alike within a minute are one entry. */
  async function askings(
    server: TestServer,
    count: number,
  ): Promise<{ person_id: string | null; data: string }[]> {
    for (;;) {
      const found = await server.world.database
        .selectFrom('audit')
        .select(['person_id', 'data', 'times'])
        .where('event', '=', 'password-link-asked')
        .execute()
      if (found.reduce((sum, { times }) => sum + times, 0) >= count) return found
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }

  it('chooses the password once, ends sessions and half-finished sign-ins, and signs nobody in', () =>
    withServer(async (server) => {
      const bill = visitor(server.url)
      await getIn(server, bill, 'BSMITH')
      const halfway = visitor(server.url, { address: '198.51.100.4' })
      await giveUserNameAndPassword(server, halfway, 'BSMITH')
      const somebody = visitor(server.url, { address: '198.51.100.5' })
      const token = await askForLink(server, somebody)
      expect((await bill.call('GET /api/session')).status).toBe(200)
      expect((await somebody.call('POST /api/password-link/look', { token })).answer).toEqual({
        purpose: 'password-reset',
        organization: 'Harbor Agency',
        displayName: expect.any(String),
        userName: 'BSMITH',
        expiresAt: '2026-05-04T09:03:00.000Z',
        proofNeeded: false,
      })
      const used = await somebody.call('POST /api/password-link', { token, password: good })
      expect(used.status).toBe(204)
      expect(somebody.cookies.size).toBe(0)
      expect((await bill.call('GET /api/session')).status).toBe(401)
      expect((await halfway.call('GET /api/sign-in')).problem?.code).toBe('sign-in-over')
      expect(await letterTo(server, bsmith, 'Your password was changed')).toContain('198.51.100.5')
      for (const call of ['POST /api/password-link/look', 'POST /api/password-link'] as const) {
        const body = call.endsWith('look') ? { token } : { token, password: 'eight green lanterns' }
        expect((await somebody.call(call, body)).problem?.code).toBe('link-over')
      }
    }))

  it('never skips the second factor, not even where the connection was remembered', () =>
    withServer(async (server) => {
      const bill = visitor(server.url)
      await getIn(server, bill, 'BSMITH')
      await bill.call('POST /api/password-link', { token: await askForLink(server, bill), password: good })
      const begun = await bill.call('POST /api/sign-in', { userName: 'BSMITH', password: good })
      expect(begun.answer).toMatchObject({ step: 'code', method: 'email' })
      expect((await bill.call('GET /api/session')).status).toBe(401)
    }))

  it('answers the same whoever is meant, and writes to nobody else', () =>
    withServer(async (server) => {
      await server.world.database
        .updateTable('people')
        .set({ active: 0 })
        .where('user_name', '=', 'CBILLS')
        .execute()
      await server.world.database
        .updateTable('people')
        .set({ email: null })
        .where('user_name', '=', 'JJONES')
        .execute()
      const somebody = visitor(server.url)
      const bodies = [
        { userName: 'BSMITH' },
        { userName: 'NOBODY' },
        { userName: 'CBILLS' },
        { userName: 'JJONES' },
        { userName: 'BSMITH', organization: 'Elsewhere' },
      ]
      for (const body of bodies)
        expect(await somebody.call('POST /api/password-reset', body)).toMatchObject({
          status: 202,
          answer: {},
        })
      const entries = await askings(server, 4)
      expect(entries.filter(({ data }) => JSON.parse(data).sent)).toHaveLength(1)
      await outboxIsEmpty(server)
      const mails = await server.world.database
        .selectFrom('messages')
        .select('recipient')
        .where('kind', '=', 'password-reset')
        .execute()
      expect(mails).toEqual([{ recipient: bsmith }])
    }))

  it('leaves three times an hour at most, and the earlier ones work no more', () =>
    withServer(async (server) => {
      const somebody = visitor(server.url)
      const first = await askForLink(server, somebody)
      const again = () => somebody.call('POST /api/password-reset', { userName: 'BSMITH' })
      await Promise.all(Array.from({ length: 12 }, again))
      await askings(server, 13)
      await outboxIsEmpty(server)
      const mails = (await subjectsTo(server, bsmith)).filter((one) => one === subject)
      expect(mails).toHaveLength(3)
      expect((await somebody.call('POST /api/password-link/look', { token: first })).problem?.code).toBe(
        'link-over',
      )
    }))

  it('who asks from one address again and again is slowed down, whoever is meant', () =>
    withServer(async (server) => {
      const somebody = visitor(server.url)
      const statuses: number[] = []
      for (let each = 0; each < 32; each++)
        statuses.push((await somebody.call('POST /api/password-reset', { userName: `NOBODY${each}` })).status)
      expect(statuses.slice(0, 30)).not.toContain(429)
      expect(statuses.at(-1)).toBe(429)
      const other = visitor(server.url, { address: '198.51.100.4' })
      expect((await other.call('POST /api/password-reset', { userName: 'BSMITH' })).status).toBe(202)
    }))

  it('runs out after an hour, and works neither for a deactivated person nor for another purpose', () =>
    withServer(async (server) => {
      const somebody = visitor(server.url)
      const token = await askForLink(server, somebody)
      expect((await somebody.call('POST /api/not-me', { token })).problem?.code).toBe('link-over')
      const inactive = (active: 0 | 1) =>
        server.world.database
          .updateTable('people')
          .set({ active })
          .where('user_name', '=', 'BSMITH')
          .execute()
      await inactive(0)
      const refused = await somebody.call('POST /api/password-link', { token, password: good })
      expect(refused.problem?.code).toBe('link-over')
      await inactive(1)
      expect((await somebody.call('POST /api/password-link/look', { token })).status).toBe(200)
      server.clock.advance(hour)
      expect((await somebody.call('POST /api/password-link/look', { token })).problem?.code).toBe('link-over')
    }))

  it('stays open when the password cannot be used, and refuses what is no token', () =>
    withServer(async (server) => {
      const somebody = visitor(server.url)
      const token = await askForLink(server, somebody)
      for (const password of ['short', 'qwerty123456', 'bsmith bsmith bsmith'])
        expect((await somebody.call('POST /api/password-link', { token, password })).problem).toMatchObject({
          code: 'invalid-value',
          fields: { password: expect.any(String) },
        })
      expect((await somebody.call('POST /api/password-link', { token, password: good })).status).toBe(204)
      for (const wrong of ['', null, ['x'], 'x'.repeat(201)])
        expect((await somebody.call('POST /api/password-link/look', { token: wrong })).problem?.code).toBe(
          'invalid-field',
        )
      expect((await somebody.call('POST /api/password-link/look', { token: 'x' })).problem?.code).toBe(
        'link-over',
      )
      const asked = await somebody.call('POST /api/password-reset', { userName: ['BSMITH'] })
      expect(asked.problem?.code).toBe('invalid-field')
    }))

  it('of ten simultaneous uses one chooses the password', () =>
    withServer(async (server) => {
      const somebody = visitor(server.url)
      const token = await askForLink(server, somebody)
      const uses = await Promise.all(
        Array.from({ length: 10 }, (_, each) =>
          somebody.call('POST /api/password-link', { token, password: `${good} ${each}` }),
        ),
      )
      expect(uses.filter(({ status }) => status === 204)).toHaveLength(1)
      const at = uses.findIndex(({ status }) => status === 204)
      const begun = await somebody.call('POST /api/sign-in', {
        userName: 'BSMITH',
        password: `${good} ${at}`,
      })
      expect(begun.answer).toMatchObject({ step: 'refused', reasons: [{ check: 'mailbox-alone' }] })
    }))

  it('another e-mail address makes the links in the old mailbox worthless', () =>
    withServer(async (server) => {
      const bill = visitor(server.url)
      const token = await askForLink(server, bill)
      await getIn(server, bill, 'BSMITH')
      await changeAddress(server, bill, 'email', 'bill@home.example')
      expect((await bill.call('POST /api/password-link/look', { token })).problem?.code).toBe('link-over')
    }))

  it('an invitation lives seven days, is one’s first password, and leads to set-up', () =>
    withServer(async (server) => {
      const personId = await idOf(server, 'NOPHONE')
      const { organization_id: organizationId } = await server.world.database
        .updateTable('people')
        .set({ password_hash: null, password_changed_at: null, set_up_at: null, default_method: null })
        .where('id', '=', personId)
        .returning('organization_id')
        .executeTakeFirstOrThrow()
      const place = { browser: 'Chrome', system: 'Windows', address: '198.51.100.9' }
      const by = personActor({ id: await idOf(server, 'ADMIN'), displayName: 'Dana Reyes' }, place)
      const invited = await transaction(server.world, async (world) => {
        const person = await lockPersonOf(world, { organizationId, personId })
        return sendInvitation(world, { person: person!, by })
      })
      expect(invited).toBe(true)
      const letter = await letterTo(server, 'nophone@harbor.example', 'Your account at Harbor Agency')
      expect(letter).toContain('Dana Reyes')
      server.clock.advance(7 * day - minute)
      const nora = visitor(server.url)
      const token = tokenIn(letter)
      expect((await nora.call('POST /api/password-link/look', { token })).answer).toMatchObject({
        purpose: 'invitation',
        userName: 'NOPHONE',
      })
      expect((await nora.call('POST /api/password-link', { token, password: good })).status).toBe(204)
      const begun = await nora.call('POST /api/sign-in', { userName: 'NOPHONE', password: good })
      expect(begun.answer).toMatchObject({ step: 'enroll' })
      await outboxIsEmpty(server)
      const subjects = await subjectsTo(server, 'nophone@harbor.example')
      expect(subjects.filter((one) => one.startsWith('Your password'))).toEqual([])
    }))
})
