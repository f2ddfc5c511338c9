import { afterEach, describe, expect, it } from 'vitest'
import { endpointTable } from '../../contract/api/endpoints.ts'
import { checks, methods } from '../../contract/words.ts'
import { minute } from '../../server/base/duration.ts'
import { queueMessage } from '../../server/features/messages/messages.store.ts'
import { plant } from '../support/plant.ts'
import { createTestDatabase } from '../support/postgres.ts'
import { giveUserNameAndPassword, newestCode, otherCode, signInByEmail } from '../support/sign-in.ts'
import { visitor } from '../support/visitor.ts'
import { type Family, readExposition, valueIn } from './exposition.ts'
import { startNode, type TestNode } from './node.ts'

const token = 'a-token-for-prometheus'
const bearer = { authorization: `Bearer ${token}` }

const started: TestNode[] = []
async function start(...settings: Parameters<typeof startNode>): Promise<TestNode> {
  const node = await startNode(...settings)
  started.push(node)
  return node
}
afterEach(async () => {
  for (const node of started.splice(0)) await node.stop()
})

async function scrape(address: string, headers: Record<string, string> = bearer) {
  const response = await fetch(`${address}/metrics`, { headers })
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
  return readExposition(await response.text())
}

/** Values by name and labels, of those that are not zero. */
function counted(families: Map<string, Family>, name: string): Record<string, number> {
  const { samples } = families.get(name)!
  return Object.fromEntries(
    samples
      .filter(({ value }) => value > 0)
      .map(({ labels, value }) => [Object.values(labels).join(' '), value]),
  )
}

describe('/metrics', () => {
  it('tells what became of sign-ins and codes, and why', async () => {
    const node = await start({ settings: { METRICS_TOKEN: token } })
    const bill = visitor(node.url)
    await signInByEmail(node, bill, 'BSMITH')
    await giveUserNameAndPassword(node, bill, 'BSMITH')
    await bill.call('POST /api/sign-in', { userName: 'BSMITH', password: 'wrong' })
    await bill.call('POST /api/sign-in', { userName: 'NOBODY', password: 'wrong' })
    const carol = visitor(node.url)
    await giveUserNameAndPassword(node, carol, 'CBILLS')
    const code = await newestCode(node, 'cbills@harbor.example')
    await carol.call('POST /api/sign-in/code', { code: otherCode(code) })
    await carol.call('POST /api/sign-in/code', { code })
    const families = await scrape(node.address)
    expect(counted(families, 'doorward_sign_ins_total')).toEqual({
      'challenged machine-new': 2,
      'signed-in machine-new': 2,
      'signed-in known': 1,
      'failed wrong-password': 2,
    })
    expect(counted(families, 'doorward_codes_sent_total')).toEqual({ email: 2 })
    expect(counted(families, 'doorward_codes_used_total')).toEqual({ 'email sign-in': 2 })
    expect(counted(families, 'doorward_wrong_codes_total')).toEqual({ 'email sign-in': 1 })
    const signIn = { method: 'POST', route: '/api/sign-in' }
    expect(valueIn(families, 'doorward_requests_total', { ...signIn, status: '200' })).toBe(3)
    expect(valueIn(families, 'doorward_requests_total', { ...signIn, status: '401' })).toBe(2)
    expect(valueIn(families, 'doorward_request_seconds_count', signIn)).toBe(5)
  })

  it('counts session checks answered from memory beside those of the route', async () => {
    const node = await start({ settings: { METRICS_TOKEN: token } })
    const bill = visitor(node.url)
    await signInByEmail(node, bill, 'BSMITH')
    for (let check = 0; check < 5; check++) await bill.call('GET /api/session')
    const families = await scrape(node.address)
    const route = { method: 'GET', route: '/api/session', status: '200' }
    const kept = valueIn(families, 'doorward_cached_session_checks_total')
    expect(kept).toBeGreaterThan(0)
    expect(kept + valueIn(families, 'doorward_requests_total', route)).toBe(5)
  })

  it('tells what waits in the outbox and for how long, reading it once in a few seconds', async () => {
    const node = await start({ settings: { METRICS_TOKEN: token } })
    const { world } = node
    await plant(world.database, { organizations: ['org_a'] })
    const notice = {
      organizationId: 'org_a',
      personId: null,
      channel: 'email',
      recipient: 'ann@harbor.example',
      kind: 'password-changed',
      content: {},
      dropAt: null,
    } as const
    const id = await queueMessage({ ...world, outboxFilled: () => {} }, notice)
    // As a node leaves it that died while it sent.
    const at = world.clock.now().getTime()
    await world.database
      .updateTable('messages')
      .set({ claimed_until: at + 20 * minute, next_try_at: at })
      .where('id', '=', id)
      .execute()
    const families = await scrape(node.address)
    expect(valueIn(families, 'doorward_outbox_waiting')).toBe(1)
    expect(valueIn(families, 'doorward_outbox_due_seconds')).toBe(0)
    await world.database.deleteFrom('messages').execute()
    expect(valueIn(await scrape(node.address), 'doorward_outbox_waiting')).toBe(1)
    expect(valueIn(families, 'doorward_database_up')).toBe(1)
    expect(families.has('doorward_database_connections')).toBe(false)
    expect(valueIn(families, 'process_resident_memory_bytes')).toBeGreaterThan(0)
  })

  it('shows the connections to PostgreSQL', async () => {
    const { url, drop } = await createTestDatabase()
    const node = await start({ settings: { METRICS_TOKEN: token, DATABASE: url } })
    const families = await scrape(node.address)
    const states = families.get('doorward_database_connections')!.samples.map(({ labels }) => labels.state)
    expect(states).toEqual(['used', 'idle', 'waiting'])
    expect(valueIn(families, 'doorward_database_connections')).toBeGreaterThan(0)
    await started.pop()!.stop()
    await drop()
  })

  it('has labels of few values, and nothing of anybody: no name, no address, no organization', async () => {
    const node = await start({ settings: { METRICS_TOKEN: token } })
    const bill = visitor(node.url, { address: '203.0.113.9' })
    await signInByEmail(node, bill, 'BSMITH')
    await bill.call('GET /api/profile')
    await fetch(`${node.address}/made/up/BSMITH?secret=1`)
    await fetch(`${node.address}/api/administration/people/per_made_up`)
    await fetch(`${node.address}/api/made-up`)
    const families = await scrape(node.address)
    const routes = Object.keys(endpointTable).map((name) =>
      name.split(' ')[1]!.replaceAll(/\{(\w+)\}/g, ':$1'),
    )
    const allowed: Record<string, readonly string[]> = {
      reason: [...checks, 'wrong-password'],
      outcome: ['signed-in', 'challenged', 'set-up', 'refused', 'failed'],
      method: [...methods, 'GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
      purpose: ['sign-in', 'enrollment', 'fresh-proof'],
      channel: ['email', 'text'],
      result: ['sent', 'waiting', 'failed', 'dropped'],
      route: [...routes, '/metrics', '/trial', '/assets/*', 'none'],
    }
    for (const [name, { samples }] of families)
      for (const { labels } of name.startsWith('doorward_') ? samples : [])
        for (const [label, value] of Object.entries(labels))
          if (!['le', 'status'].includes(label)) expect(allowed[label], `${name} ${label}`).toContain(value)
    const text = await (await fetch(`${node.address}/metrics`, { headers: bearer })).text()
    for (const personal of ['BSMITH', 'Bill', 'Harbor', '203.0.113', 'per_', 'org_', 'secret'])
      expect(text).not.toContain(personal)
  })
})

describe('who may ask for /metrics', () => {
  it('nobody, where neither a token nor a listener is set up: it does not exist', async () => {
    const node = await start()
    const response = await fetch(`${node.address}/metrics`, { headers: bearer })
    expect(response.status).toBe(404)
    expect(await response.text()).not.toContain('doorward_')
  })

  it.each([
    ['none', {}],
    ['a wrong one', { authorization: 'Bearer a-token-for-prometheuS' }],
    ['a longer one', { authorization: `Bearer ${token}1` }],
    ['none of a bearer', { authorization: token }],
  ])('with a token set up, %s is 401', async (_, headers: Record<string, string>) => {
    const node = await start({ settings: { METRICS_TOKEN: token } })
    const response = await fetch(`${node.address}/metrics`, { headers })
    expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
    expect(await response.text()).not.toContain('doorward_')
  })

  it('everybody who reaches its own listener, which answers nothing else, and not beside the pages', async () => {
    const node = await start({ settings: { METRICS: '127.0.0.1:0' } })
    const own = node.metricsAddress()!
    expect(own).not.toBe(node.address)
    await scrape(own, {})
    expect((await fetch(`${own}/api/health`)).status).toBe(404)
    expect((await fetch(`${own}/metrics`, { method: 'POST' })).status).toBe(405)
    expect((await fetch(`${node.address}/metrics`)).status).toBe(404)
  })

  it('with both, whoever reaches the listener and brings the token', async () => {
    const node = await start({ settings: { METRICS: '127.0.0.1:0', METRICS_TOKEN: token } })
    const own = node.metricsAddress()!
    expect((await fetch(`${own}/metrics`)).status).toBe(401)
    await scrape(own)
    expect((await fetch(`${node.address}/metrics`, { headers: bearer })).status).toBe(404)
  })
})
