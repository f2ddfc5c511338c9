import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type TestServer } from '../support/server.ts'
import { giveUserNameAndPassword, newestCode } from '../support/sign-in.ts'
import { type Visitor, visitor } from '../support/visitor.ts'

describe('bad input gets a clear problem with a stable code and changes nothing', () => {
  let server: TestServer
  let bill: Visitor

  beforeAll(async () => {
    server = await startServer()
    bill = visitor(server.url)
    await giveUserNameAndPassword(server, bill, 'BSMITH')
    await newestCode(server, 'bsmith@harbor.example')
  })
  afterAll(() => server.stop())

  /** Everything a refused call could have changed. */
  async function state(): Promise<string> {
    const { database } = server.world
    const tables = ['sign_ins', 'challenges', 'sessions', 'method_limits', 'messages', 'preferences'] as const
    const rows = await Promise.all(tables.map((table) => database.selectFrom(table).selectAll().execute()))
    return JSON.stringify(rows)
  }

  async function refused(work: () => Promise<{ status: number; problem: { code: string } | undefined }>) {
    const before = await state()
    const { status, problem } = await work()
    expect(await state()).toBe(before)
    return `${status} ${problem?.code}`
  }

  it.each([
    ['an empty code', { code: '' }, '400 invalid-field'],
    ['null', { code: null }, '400 invalid-field'],
    ['a list', { code: ['123456'] }, '400 invalid-field'],
    ['a number', { code: 123456 }, '400 invalid-field'],
    ['a code that lost its leading zero', { code: '12345' }, '400 invalid-field'],
    ['one digit too many', { code: '0123456' }, '400 invalid-field'],
    ['a sign', { code: '+12345' }, '400 invalid-field'],
    ['white space', { code: '12345 ' }, '400 invalid-field'],
    ['a line break', { code: '123456\n' }, '400 invalid-field'],
    ['a megabyte of digits', { code: '1'.repeat(60_000) }, '400 invalid-field'],
    ['no code', {}, '400 invalid-field'],
    ['an unknown key', { code: '123456', remember: true }, '400 unknown-field'],
    ['a prototype', '{"code":"123456","__proto__":{"x":1}}', '400 invalid-body'],
    ['a list as body', [], '400 invalid-field'],
    ['fifteen thousand lists in each other (T14)', `{"code":${nested(15_000)}}`, '400 invalid-body'],
    ['nothing but lists in each other (T14)', nested(30_000), '400 invalid-body'],
    ['lists in each other that never close (T14)', '['.repeat(60_000), '400 invalid-body'],
    ['objects in each other (T14)', `${'{"code":'.repeat(7000)}1${'}'.repeat(7000)}`, '400 invalid-body'],
    ['a list of thirty thousand things', { code: Array(30_000).fill(0) }, '400 invalid-field'],
    ['a text as body', '"123456"', '400 invalid-field'],
    ['null as body', 'null', '400 invalid-field'],
    ['no body', '', '400 invalid-field'],
    ['broken JSON', '{"code":', '400 invalid-body'],
    ['ten megabytes', `{"code":"${'1'.repeat(10_000_000)}"}`, '413 too-large'],
  ])('a code that is %s', async (_, body, expected) => {
    expect(await refused(() => bill.call('POST /api/sign-in/code', body))).toBe(expected)
  })

  it.each([
    ['no user name', { password: 'x' }, '400 invalid-field'],
    ['an empty user name', { userName: '', password: 'x' }, '400 invalid-field'],
    ['a user name that is a number', { userName: 1, password: 'x' }, '400 invalid-field'],
    ['a password that is an object', { userName: 'BSMITH', password: { $ne: null } }, '400 invalid-field'],
    ['a user name of 300 letters', { userName: 'x'.repeat(300), password: 'x' }, '400 invalid-field'],
    ['a NUL in the user name', { userName: 'BSM\u0000ITH', password: 'x' }, '400 invalid-field'],
    ['half a surrogate pair', '{"userName":"\\ud800","password":"x"}', '400 invalid-field'],
    ['an unknown key', { userName: 'BSMITH', password: 'x', admin: true }, '400 unknown-field'],
    [
      'an organization nobody knows',
      { userName: 'BSMITH', password: 'x', organization: 'Nowhere' },
      '401 wrong-credentials',
    ],
  ])('signing in with %s', async (_, body, expected) => {
    expect(await refused(() => visitor(server.url).call('POST /api/sign-in', body))).toBe(expected)
  })

  it.each([
    ['a way that is none', { method: 'pigeon' }, '400 invalid-field'],
    ['a way the person has not', { method: 'app' }, '422 method-not-available'],
  ])('asking for %s', async (_, body, expected) => {
    expect(await refused(() => bill.call('POST /api/sign-in/method', body))).toBe(expected)
  })

  it.each([
    ['no origin', { Origin: undefined }],
    ['another site', { Origin: 'https://evil.example' }],
    ['another port', { Origin: 'http://localhost:1' }],
    ['a sandbox', { Origin: 'null' }],
    ['a cross-site fetch', { Origin: undefined, 'Sec-Fetch-Site': 'cross-site' }],
  ])('a state-changing call from %s is refused', async (_, headers) => {
    const before = await state()
    const response = await fetch(`${server.url}/api/sign-in/send-again`, {
      method: 'POST',
      body: '{}',
      headers: {
        'Content-Type': 'application/json',
        Cookie: [...bill.cookies].map((pair) => pair.join('=')).join('; '),
        ...defined(headers),
      },
    })
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([
      403,
      'wrong-origin',
    ])
    expect(await state()).toBe(before)
  })

  it('a state-changing call that is no JSON is refused', async () => {
    const response = await fetch(`${server.url}/api/sign-in`, {
      method: 'POST',
      body: 'userName=BSMITH&password=x',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: server.url },
    })
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([
      403,
      'unsupported-content',
    ])
  })

  it('a call that Sec-Fetch-Site vouches for needs no Origin', async () => {
    const response = await fetch(`${server.url}/api/sign-in`, {
      method: 'POST',
      body: JSON.stringify({ userName: 'BSMITH', password: 'wrong' }),
      headers: { 'Content-Type': 'application/json', 'Sec-Fetch-Site': 'same-origin' },
    })
    expect(response.status).toBe(401)
  })

  it.each([
    ['GET', '/api/nothing', 404],
    ['GET', '/api/sign-in/%00', 404],
    ['GET', '/api/%zz', 400],
    ['GET', '/api/trial/messages?to=a&from=b', 400],
    ['GET', '/api/trial/messages?to=a&to=b', 400],
    ['PUT', '/api/sign-in', 404],
  ])('%s %s answers %i as a problem', async (method, path, status) => {
    const response = await fetch(`${server.url}${path}`, {
      method,
      headers: { 'Content-Type': 'application/json', Origin: server.url },
    })
    expect(response.status).toBe(status)
    expect(response.headers.get('content-type')).toContain('application/problem+json')
  })

  it('a cookie of rubbish is no cookie', async () => {
    const odd = visitor(server.url)
    for (const name of ['doorward-session', 'doorward-sign-in', 'doorward-machine'])
      odd.cookies.set(name, '%%%"\\x')
    expect((await odd.call('GET /api/session')).problem?.code).toBe('no-session')
    expect((await odd.call('GET /api/sign-in')).problem?.code).toBe('no-sign-in')
  })
})

function nested(deep: number): string {
  return '['.repeat(deep) + ']'.repeat(deep)
}

function defined(headers: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}
