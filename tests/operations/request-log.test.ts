import { afterEach, describe, expect, it } from 'vitest'
import { giveUserNameAndPassword, newestCode, otherCode } from '../support/sign-in.ts'
import { until } from '../support/until.ts'
import { visitor } from '../support/visitor.ts'
import { bookkeeper, type Line } from './bookkeeper.ts'
import { startNode, type TestNode } from './node.ts'

const started: TestNode[] = []
async function start(...settings: Parameters<typeof startNode>): Promise<TestNode> {
  const node = await startNode(...settings)
  started.push(node)
  return node
}
afterEach(async () => {
  for (const node of started.splice(0)) await node.stop()
})

const ofRequests = (lines: Line[]) => lines.filter(({ msg }) => msg === 'request')

describe('the log of requests', () => {
  it('has one line for each request, with the number that the answer bears', async () => {
    const { log, lines } = bookkeeper('info')
    const node = await start({ overrides: { log } })
    const bill = visitor(node.url)
    const wrong = await bill.call('POST /api/sign-in', { userName: 'BSMITH', password: 'wrong' })
    await until(() => ofRequests(lines()).length === 1)
    expect(ofRequests(lines())).toMatchObject([
      { requestId: wrong.problem!.requestId, method: 'POST', route: '/api/sign-in', status: 401 },
    ])
    expect(wrong.headers.get('x-request-id')).toBe(wrong.problem!.requestId)
  })

  it('names the route as it was written, never what was asked for', async () => {
    const { log, lines, text } = bookkeeper('trace')
    const node = await start({ overrides: { log } })
    await fetch(`${node.address}/api/administration/people?search=Bobby`)
    await fetch(`${node.address}/api/administration/people/per_bobby`)
    await fetch(`${node.address}/some/page/of/bobby`)
    await until(() => ofRequests(lines()).length === 3)
    expect(ofRequests(lines()).map(({ route }) => route)).toEqual([
      '/api/administration/people',
      '/api/administration/people/:id',
      null,
    ])
    expect(text().toLowerCase()).not.toContain('bobby')
  })

  it('keeps quiet of what machines ask without end, and of pages', async () => {
    const { log, lines } = bookkeeper('info')
    const node = await start({ overrides: { log } })
    for (const path of ['/api/session', '/api/health', '/api/ready', '/sign-in'])
      await fetch(`${node.address}${path}`)
    await fetch(`${node.address}/api/sign-in-page`)
    await until(() => ofRequests(lines()).length > 0)
    expect(ofRequests(lines()).map(({ route }) => route)).toEqual(['/api/sign-in-page'])
  })

  it('takes over the number that our proxy gave', async () => {
    const node = await start({ settings: { TRUSTED_PROXIES: '127.0.0.0/8' } })
    const given = '4bf92f3577b34da6a3ce929d0e0e4736'
    const { headers } = await fetch(`${node.address}/api/health`, { headers: { 'x-request-id': given } })
    expect(headers.get('x-request-id')).toBe(given)
  })

  it('holds no password, no code and no token of a whole sign-in, at any level', async () => {
    const { log, text, lines } = bookkeeper('trace')
    const node = await start({ overrides: { log } })
    const carol = visitor(node.url)
    const secrets = new Set<string>([node.passwordOf('CBILLS'), 'not-my-password'])
    const keepCookies = () => {
      for (const value of carol.cookies.values()) secrets.add(value)
    }
    await carol.call('POST /api/sign-in', { userName: 'CBILLS', password: 'not-my-password' })
    await giveUserNameAndPassword(node, carol, 'CBILLS')
    keepCookies()
    const code = await newestCode(node, 'cbills@harbor.example')
    secrets.add(code)
    secrets.add(otherCode(code))
    await carol.call('POST /api/sign-in/code', { code: otherCode(code) })
    expect((await carol.call('POST /api/sign-in/code', { code })).answer?.step).toBe('done')
    keepCookies()
    await carol.call('GET /api/session')
    await carol.call('POST /api/sign-in', '{"password":')
    await carol.call('DELETE /api/session')
    await until(() => ofRequests(lines()).length >= 6)
    expect(secrets.size).toBeGreaterThanOrEqual(7)
    expect(text()).toContain('message sent')
    for (const secret of secrets) expect(text()).not.toContain(secret)
  })
})
