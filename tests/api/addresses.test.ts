import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type TestServer } from '../support/server.ts'

const serving = {
  URL: 'https://signin.harbor.example',
  SMTP: 'smtp://127.0.0.1:9',
  MAIL_FROM: 'signin@harbor.example',
}

let server: TestServer
beforeAll(async () => {
  server = await startServer({ settings: serving })
})
afterAll(() => server.stop())

interface Asked {
  method?: string
  Host?: string
  Origin?: string
}

/** As a proxy passes it on: with the name people used. */
async function ask(path: string, { method = 'GET', ...headers }: Asked = {}) {
  const json = method === 'POST' ? { 'Content-Type': 'application/json' } : {}
  const sent = request(`${server.address}${path}`, { method, headers: { ...headers, ...json } })
  sent.end(method === 'POST' ? '{}' : undefined)
  const answer = await new Promise<import('node:http').IncomingMessage>((resolve, reject) =>
    sent.on('response', resolve).on('error', reject),
  )
  return { status: answer.statusCode, headers: answer.headers, body: await text(answer) }
}

describe('another name of the server (D3)', () => {
  it.each(['/', '/sign-in?returnTo=%2Fprofile', '/administration/users'])(
    'sends %s to the right one',
    async (path) => {
      const sent = await ask(path, { Host: 'login.harbor.example' })
      expect(sent).toMatchObject({
        status: 302,
        headers: { location: `https://signin.harbor.example${path}` },
      })
    },
  )

  it.each([
    'signin.harbor.example',
    'SignIn.Harbor.Example',
    '127.0.0.1:3000',
    'doorward:3000',
    'node-one.internal:3000',
  ])(
    'is not what %s is: a proxy may not pass on the name people use, and nobody goes in circles',
    async (Host) => expect((await ask('/', { Host })).status).toBe(200),
  )

  it('tells a page that asks under it where to go', async () => {
    const told = await ask('/api/sign-in', {
      method: 'POST',
      Host: 'login.harbor.example',
      Origin: 'https://login.harbor.example',
    })
    expect([told.status, JSON.parse(told.body)]).toMatchObject([
      403,
      { code: 'wrong-address', address: 'https://signin.harbor.example' },
    ])
    const foreign = await ask('/api/sign-in', {
      method: 'POST',
      Host: 'login.harbor.example',
      Origin: 'https://evil.example',
    })
    expect(JSON.parse(foreign.body).code).toBe('wrong-origin')
  })

  it('is told to a page itself, which knows by which name it came', async () => {
    const { body } = await ask('/', { Host: '127.0.0.1:3000' })
    expect(body).toContain('<meta name="public-url" content="https://signin.harbor.example"')
  })
})

describe('HEAD (D4)', () => {
  it.each([
    '/',
    '/sign-in',
    '/api/health',
    '/api/ready',
    '/api/sign-in-page',
    '/api/openapi.json',
    '/api/session',
    '/api/nothing',
  ])('answers %s as GET does, without the body', async (path) => {
    const [head, get] = [await ask(path, { method: 'HEAD' }), await ask(path)]
    expect([head.status, head.body]).toEqual([get.status, ''])
    expect(head.headers['content-type']).toBe(get.headers['content-type'])
    expect(head.headers['content-length']).toBe(get.headers['content-length'])
  })
})
