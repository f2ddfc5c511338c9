import { afterEach, expect, it } from 'vitest'
import { passwordHasher } from '../../server/tools/password-hasher.ts'
import { visitor } from '../support/visitor.ts'
import { readExposition, valueIn } from './exposition.ts'
import { startNode, type TestNode } from './node.ts'

let node: TestNode | undefined
afterEach(() => node?.stop())

it('more passwords than the queue holds get 503 with Retry-After, the others their answer, and then all is as before', async () => {
  const passwords = passwordHasher({ atOnce: 1, mostWaiting: 3 })
  node = await startNode({ settings: { METRICS: '127.0.0.1:0' }, overrides: { passwords } })
  const { url, metricsAddress } = node
  const tries = await Promise.all(
    Array.from({ length: 20 }, (_, at) =>
      visitor(url, { address: `203.0.113.${at}` }).call('POST /api/sign-in', {
        userName: `NOBODY${at}`,
        password: 'wrong',
      }),
    ),
  )
  const refused = tries.filter(({ status }) => status === 503)
  expect(refused.length).toBeGreaterThan(0)
  expect(tries.filter(({ status }) => status === 401)).toHaveLength(20 - refused.length)
  for (const { headers, problem } of refused) {
    expect(headers.get('retry-after')).toBe('2')
    expect(problem).toMatchObject({ code: 'busy', retryAfterSeconds: 2 })
  }
  const families = readExposition(await (await fetch(`${metricsAddress()}/metrics`)).text())
  expect(valueIn(families, 'doorward_hashes_refused_total')).toBe(refused.length)
  expect(valueIn(families, 'doorward_hashes_running')).toBe(0)
  expect(valueIn(families, 'doorward_hashes_waiting')).toBe(0)
  const after = await visitor(url).call('POST /api/sign-in', { userName: 'BSMITH', password: 'wrong' })
  expect(after.status).toBe(401)
})
