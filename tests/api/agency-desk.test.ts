import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ApplicationsFile } from '../../contract/api/applications.ts'
import { openAgencyDesk } from '../../examples/agency-desk/agency-desk.ts'
import { minute } from '../../server/base/duration.ts'
import { type BrowserAt, browserAt } from '../support/browser-at.ts'
import { relyingOn } from '../support/relying.ts'
import { startServer, type TestServer } from '../support/server.ts'

let server: TestServer
let desk: Awaited<ReturnType<typeof openAgencyDesk>>
let address: string

/** Addresses are registered before the desk listens. */
async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as { port: number }
  await new Promise((resolve) => probe.close(resolve))
  return port
}

beforeAll(async () => {
  server = await startServer({ now: new Date() })
  const port = await freePort()
  address = `http://localhost:${port}`
  const text = readFileSync(join(import.meta.dirname, '../../examples/agency-desk/applications.json'), 'utf8')
  const file = ApplicationsFile.parse(JSON.parse(text.replaceAll('http://localhost:3001', address)))
  const { newClients } = await relyingOn(server).apply(file.applications![0]!)
  const { id: clientId, secret } = newClients[0]!
  const issuer = `${server.url}/oidc`
  desk = await openAgencyDesk({ issuer, clientId, clientSecret: secret!, address })
  await desk.listen({ host: 'localhost', port })
})
afterAll(async () => {
  await desk.close()
  await server.stop()
})

/** From the desk to Doorward and back, as far as it goes by itself: to a page of either. */
async function open(atDesk: BrowserAt, atDoorward: BrowserAt, path: string) {
  let at = address + path
  for (let steps = 0; steps < 8; steps++) {
    const url = new URL(at)
    if (url.origin === server.url && !url.pathname.startsWith('/oidc/')) return { url, text: '' }
    const response = await (url.origin === address ? atDesk : atDoorward).get(at)
    const location = response.headers.get('location')
    if (location === null) return { url, text: await response.text() }
    at = new URL(location, at).href
  }
  throw new Error(`led in a circle at ${at}`)
}

it('signs in by Doorward, shows a bank account only after a step-up, and signs out there too (R13.5, R14.5)', async () => {
  const on = relyingOn(server)
  const carol = on.somebody('CBILLS')
  const first = browserAt(address, new Map())
  expect((await open(first, carol.browser, '/')).url.pathname).toBe('/sign-in')
  await on.signIn(carol, null)
  const shown = (await open(first, carol.browser, '/')).text
  for (const word of ['Customers', 'Carol Bills']) expect(shown).toContain(word)
  expect((await open(first, carol.browser, '/bank')).text).toContain('DE02')
  expect((await open(first, carol.browser, '/sign-out')).text).toContain('Sign out?')

  // Let in by what was remembered, on the same computer.
  await carol.person.call('DELETE /api/session')
  const password = server.passwordOf('CBILLS')
  const { answer } = await carol.person.call('POST /api/sign-in', { userName: 'CBILLS', password })
  expect(answer?.step).toBe('done')
  const second = browserAt(address, new Map())
  expect((await open(second, carol.browser, '/')).text).toContain('Customers')
  const asked = await open(second, carol.browser, '/bank')
  expect(asked.url.pathname).toBe('/prove-again')
  server.clock.advance(minute)
  await on.proveAgain(carol, asked.url)
  expect((await open(second, carol.browser, '/bank')).text).toContain('DE02')
})
