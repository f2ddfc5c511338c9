import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { day } from '../../server/base/duration.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { giveUserNameAndPassword, messagesTo, newestCode, signInByEmail } from '../support/sign-in.ts'
import { type Visitor, visitor } from '../support/visitor.ts'

describe('preferences over HTTP', () => {
  let server: TestServer
  let admin: Visitor
  let bill: Visitor

  beforeAll(async () => {
    server = await startServer()
    admin = visitor(server.url, { address: '198.51.100.1' })
    bill = visitor(server.url, { address: '198.51.100.2' })
    await signInByEmail(server, admin, 'ADMIN')
    await signInByEmail(server, bill, 'BSMITH')
  })
  afterAll(() => server.stop())

  const put = (who: Visitor, code: string, value: unknown) =>
    who.call(
      'PUT /api/administration/preferences/{code}',
      { value },
      `/api/administration/preferences/${code}`,
    )

  it('are for holders of "Administer Preferences" only', async () => {
    expect((await visitor(server.url).call('GET /api/administration/preferences')).problem?.code).toBe(
      'no-session',
    )
    expect((await bill.call('GET /api/administration/preferences')).problem?.code).toBe('no-right')
    expect((await put(bill, '2FA', 'Off')).problem?.code).toBe('no-right')
    const rows = (await admin.call('GET /api/administration/preferences')).answer!
    expect(rows.find(({ code }) => code === '2FAFREQUENCY')).toMatchObject({
      value: '7',
      default: '',
      label: 'Two factor authentication frequency',
    })
  })

  it('R2.1 a change is saved, audited with old and new value, and applies from the next sign-in on', async () => {
    expect((await put(admin, '2FAFREQUENCY', '3')).answer).toMatchObject({ code: '2FAFREQUENCY', value: '3' })
    const { data, actor_id } = await server.world.database
      .selectFrom('audit')
      .select(['data', 'actor_id'])
      .where('event', '=', 'preference-changed')
      .executeTakeFirstOrThrow()
    expect(JSON.parse(data)).toEqual({ code: '2FAFREQUENCY', before: '7', after: '3' })
    expect(actor_id).toMatch(/^per_/)
    expect((await bill.call('GET /api/session')).status).toBe(200)
    server.clock.advance(3 * day)
    const known = (await messagesTo(server, 'bsmith@harbor.example')).length
    const asked = await giveUserNameAndPassword(server, bill, 'BSMITH')
    expect(asked.answer).toMatchObject({
      step: 'code',
      reasons: [{ check: 'frequency-elapsed', values: { days: 3, limit: 3 } }],
    })
    const code = await newestCode(server, 'bsmith@harbor.example', known)
    expect((await bill.call('POST /api/sign-in/code', { code })).answer?.step).toBe('done')
    await signInByEmail(server, admin, 'ADMIN')
  })

  it.each([
    ['2FAFREQUENCY', '366', 422, 'invalid-value'],
    ['2FAFREQUENCY', 'often', 422, 'invalid-value'],
    ['2FA', true, 400, 'invalid-field'],
    ['2FA', null, 400, 'invalid-field'],
    ['2FAFREQUENCY', 7.5, 400, 'invalid-field'],
    ['NOSUCH', 'x', 404, 'not-found'],
    ['__proto__', 'x', 404, 'not-found'],
  ])('%s = %j is refused and loses nothing', async (code, value, status, problem) => {
    const before = (await admin.call('GET /api/administration/preferences')).answer
    expect(await put(admin, code, value)).toMatchObject({ status, problem: { code: problem } })
    expect((await admin.call('GET /api/administration/preferences')).answer).toEqual(before)
  })

  it('R2.2 the sign-in page knows what is on, and nothing else', async () => {
    expect((await visitor(server.url).call('GET /api/sign-in-page')).answer).toEqual({
      organization: 'Harbor Agency',
      organizationAsked: false,
      twoFactorOn: true,
      codeEveryTime: false,
      unidentifiedMachineOn: false,
      supportLink: null,
      mailFrom: 'doorward@localhost.example',
      trial: true,
      nonce: expect.any(String),
    })
  })

  it('R2.1 "sign everybody out now" ends every session but the own one, at once', async () => {
    expect((await bill.call('GET /api/session')).status).toBe(200)
    const ended = await admin.call('POST /api/administration/sign-everybody-out', {})
    expect(ended.answer!.ended).toBeGreaterThanOrEqual(1)
    expect((await bill.call('GET /api/session')).status).toBe(401)
    expect((await admin.call('GET /api/session')).status).toBe(200)
  })
})
