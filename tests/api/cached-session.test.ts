import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { second } from '../../server/base/duration.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { giveUserNameAndPassword, signInByEmail } from '../support/sign-in.ts'
import { type Visitor, visitor } from '../support/visitor.ts'

describe('the session check answered from memory', () => {
  let server: TestServer
  let bill: Visitor

  beforeAll(async () => {
    server = await startServer()
    bill = visitor(server.url)
    await signInByEmail(server, bill, 'BSMITH')
  })
  afterAll(() => server.stop())

  it('says what the route says, and asks the database once a second', async () => {
    server.clock.advance(2 * second)
    const first = await bill.call('GET /api/session')
    const kept = await bill.call('GET /api/session')
    expect(kept.answer).toEqual(first.answer)
    expect(first.headers.get('content-security-policy')).toBe(kept.headers.get('content-security-policy'))
    for (const header of [
      'content-type',
      'cache-control',
      'x-content-type-options',
      'cross-origin-resource-policy',
    ])
      expect([header, kept.headers.get(header)]).toEqual([header, first.headers.get(header)])
    await server.world.database
      .updateTable('people')
      .set({ display_name: 'William Smith' })
      .where('user_name', '=', 'BSMITH')
      .execute()
    expect((await bill.call('GET /api/session')).answer?.person.displayName).toBe('Bill Smith')
    server.clock.advance(second)
    expect((await bill.call('GET /api/session')).answer?.person.displayName).toBe('William Smith')
  })

  it('is read anew for who asks so, as our own pages do: another node may have changed it', async () => {
    const before = (await bill.call('GET /api/session')).answer?.person.displayName
    await server.world.database
      .updateTable('people')
      .set({ display_name: `${before} Junior` })
      .where('user_name', '=', 'BSMITH')
      .execute()
    expect((await bill.call('GET /api/session')).answer?.person.displayName).toBe(before)
    bill.headers['Cache-Control'] = 'no-cache'
    expect((await bill.call('GET /api/session')).answer?.person.displayName).toBe(`${before} Junior`)
    delete bill.headers['Cache-Control']
  })

  it('another cookie before or after does not hide ours, and a part of a name is not ours', async () => {
    const token = bill.cookies.get('doorward-session')!
    const ask = async (cookie: string, host?: string) =>
      (await fetch(`${server.url}/api/session`, { headers: { cookie, ...(host && { host }) } })).status
    for (const cookie of [
      `doorward-session=${token}`,
      `a=b; doorward-session=${token}`,
      `doorward-session=${token}; a=b`,
    ]) {
      expect(await ask(cookie)).toBe(200)
      expect(await ask(cookie)).toBe(200)
    }
    expect(await ask(`xdoorward-session=${token}`)).toBe(401)
    expect(await ask(`doorward-session=${token}x`)).toBe(401)
  })

  it('a cookie whose name stands in the header twice is none, for whoever answers (T17)', async () => {
    const token = bill.cookies.get('doorward-session')!
    const machine = bill.cookies.get('doorward-machine')!
    const ask = async (path: string, cookie: string) =>
      (await fetch(`${server.url}${path}`, { headers: { cookie } })).status
    // In turn from memory and by a route.
    for (const twice of [
      `doorward-session=${token}; doorward-session=${'x'.repeat(43)}`,
      `doorward-session=${'x'.repeat(43)}; doorward-session=${token}`,
      `doorward-session=${token};doorward-session=${token}`,
      `doorward-session=${token}; doorward-session="`,
      `doorward-session=; a=b; doorward-session=${token}`,
      `doorward-session="${token}"`,
    ])
      for (const path of ['/api/session', '/api/profile']) {
        expect(await ask(path, `doorward-session=${token}`)).toBe(200)
        expect([twice, await ask(path, twice)]).toEqual([twice, 401])
      }
    // The machine of two is none: a code is asked for.
    const other = visitor(server.url)
    other.cookies.set('doorward-machine', `${machine}; doorward-machine=${machine}`)
    expect((await giveUserNameAndPassword(server, other, 'BSMITH')).answer?.step).toBe('code')
  })

  it('a session that ended is not answered from memory', async () => {
    expect((await bill.call('GET /api/session')).status).toBe(200)
    const cookies = new Map(bill.cookies)
    await bill.call('DELETE /api/session')
    const late = visitor(server.url)
    for (const [name, value] of cookies) late.cookies.set(name, value)
    expect((await late.call('GET /api/session')).status).toBe(401)
  })
})
