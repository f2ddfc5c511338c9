import { afterEach, describe, expect, it } from 'vitest'
import { hour } from '../../server/base/duration.ts'
import { asCodeStep, giveUserNameAndPassword, signInByEmail } from '../support/sign-in.ts'
import { visitor } from '../support/visitor.ts'
import { bookkeeper } from './bookkeeper.ts'
import { startNode, type TestNode } from './node.ts'

const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

/** A node, and the concerns in its log so far. */
async function start(settings: Record<string, string>) {
  const { log, lines } = bookkeeper('warn')
  const node = await startNode({ settings, overrides: { log } })
  closers.push(node.stop)
  const logged = () => lines().flatMap(({ concern, msg }) => (concern ? [[concern, msg]] : []))
  return { node, logged }
}

const serving = {
  URL: 'https://signin.harbor.example',
  SMTP: 'smtp://127.0.0.1:9',
  MAIL_FROM: 'signin@harbor.example',
}

const ask = (node: TestNode, headers: Record<string, string> = {}, path = '/api/sign-in-page') =>
  fetch(`${node.address}${path}`, { headers })

describe('a proxy that makes everybody look like one (O2)', () => {
  it('is told at the start where none is trusted although people come by https', async () => {
    const { logged } = await start({ ...serving, TRUSTED_PROXIES: '' })
    expect(logged()).toEqual([
      ['no-trusted-proxies', expect.stringContaining('DOORWARD_TRUSTED_PROXIES is not set')],
    ])
  })

  it.each<[string, Record<string, string>]>([
    ['X-Forwarded-For', { 'X-Forwarded-For': '198.51.100.7' }],
    ['Forwarded', { Forwarded: 'for=198.51.100.7' }],
  ])('is told once where one that nobody trusts sends %s', async (_, header) => {
    const { node, logged } = await start({ TRUSTED_PROXIES: '127.0.0.9' })
    await ask(node)
    expect(logged()).toEqual([])
    await ask(node, header)
    await ask(node, header)
    expect(logged()).toEqual([
      ['unknown-proxy', expect.stringMatching(/^127\.0\.0\.1 says whom it asks for, and is not one of/)],
    ])
  })

  it('is told once where a trusted one passes the name people use on, and nobody’s address', async () => {
    const { node, logged } = await start({ ...serving, URL: 'http://localhost:4711' })
    const Host = 'localhost:4711'
    const { get } = await import('node:http')
    const askAs = (headers: Record<string, string>, path: string) =>
      new Promise((resolve) =>
        get(`${node.address}${path}`, { headers }, (answer) => resolve(answer.resume())),
      )
    await askAs({ Host }, '/api/ready')
    await askAs({ Host, 'X-Forwarded-For': '198.51.100.7' }, '/api/sign-in-page')
    await ask(node)
    expect(logged()).toEqual([])
    await askAs({ Host }, '/api/sign-in-page')
    await askAs({ Host }, '/api/sign-in-page')
    expect(logged()).toEqual([['silent-proxy', expect.stringContaining('does not say whom it asks for')]])
  })

  it('is a fact that whoever administers is told, and nobody else', async () => {
    const { node } = await start({ TRUSTED_PROXIES: '' })
    const dana = visitor(node.url)
    await signInByEmail(node, dana, 'ADMIN')
    expect((await dana.call('GET /api/administration/concerns')).answer).toEqual({ concerns: [] })
    await ask(node, { 'X-Forwarded-For': '198.51.100.7' })
    expect((await dana.call('GET /api/administration/concerns')).answer).toEqual({
      concerns: [
        {
          code: 'unknown-proxy',
          sentence:
            '127.0.0.1 says whom it asks for, and is not one of DOORWARD_TRUSTED_PROXIES: everybody who comes through it seems to sit there.',
        },
      ],
    })
    const bill = visitor(node.url)
    await signInByEmail(node, bill, 'BSMITH')
    expect((await bill.call('GET /api/administration/concerns')).problem?.code).toBe('no-right')
  })
})

describe('what a trusted proxy says of an address (A15)', () => {
  it('is the same address at another port, in brackets and in quotation marks', async () => {
    const { node, logged } = await start({})
    const bill = visitor(node.url, { address: '203.0.113.7:50001' })
    await signInByEmail(node, bill, 'BSMITH')
    for (const other of [
      '203.0.113.7:50002',
      '203.0.113.7',
      '"203.0.113.7:50003"',
      '[::ffff:203.0.113.7]:1',
    ]) {
      bill.headers['X-Forwarded-For'] = other
      expect((await giveUserNameAndPassword(node, bill, 'BSMITH')).answer?.step).toBe('done')
    }
    const rows = await node.world.database.selectFrom('sessions').select('address').distinct().execute()
    expect(rows).toEqual([{ address: '203.0.113.7' }])
    expect(logged()).toEqual([])
  })

  it('is said once in the log where it is no address, and nobody is told of another network then', async () => {
    const { node, logged } = await start({})
    const bill = visitor(node.url, { address: 'unknown' })
    await signInByEmail(node, bill, 'BSMITH')
    node.clock.advance(hour)
    const again = await giveUserNameAndPassword(node, bill, 'BSMITH')
    expect(asCodeStep(again.answer).reasons.map(({ sentence }) => sentence)).toEqual([
      'We could not see which network you are on.',
    ])
    expect(logged()).toEqual([
      ['unreadable-address', expect.stringMatching(/^The proxy 127\.0\.0\.1 names visitors by what is no/)],
    ])
  })

  it('counts against nobody else where it is no address', async () => {
    const { node } = await start({})
    const guess = (address: string, userName: string) =>
      visitor(node.url, { address }).call('POST /api/sign-in', { userName, password: 'wrong' })
    for (const address of ['unknown', '203.0.113.7'])
      for (let at = 0; at < 30; at++) await guess(address, `NOBODY${at}`)
    expect((await guess('203.0.113.7', 'NOBODY99')).problem?.code).toBe('slow-down')
    expect((await guess('unknown', 'NOBODY99')).problem?.code).toBe('wrong-credentials')
  })
})
