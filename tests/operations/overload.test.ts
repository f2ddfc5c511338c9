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
  const signIn = (at: number) =>
    visitor(url, { address: `203.0.113.${at}` }).call('POST /api/sign-in', {
      userName: `NOBODY${at}`,
      password: 'wrong',
    })
  // One is hashed and three wait, all the time: whoever has had an answer asks again before anybody else can.
  let isFull = true
  const holders = Array.from({ length: 4 }, async () => {
    let answers = 0
    for (; isFull; answers++) expect(await passwords.verify('wrong', null)).toBe(false)
    return answers
  })
  const refused = await Promise.all(Array.from({ length: 16 }, (_, at) => signIn(at)))
  isFull = false
  for (const answers of await Promise.all(holders)) expect(answers).toBeGreaterThan(0)
  for (const { status, headers, problem } of refused) {
    expect(status).toBe(503)
    expect(headers.get('retry-after')).toBe('2')
    expect(problem).toMatchObject({ code: 'busy', retryAfterSeconds: 2 })
  }
  const families = readExposition(await (await fetch(`${metricsAddress()}/metrics`)).text())
  expect(valueIn(families, 'doorward_hashes_refused_total')).toBe(refused.length)
  expect(valueIn(families, 'doorward_hashes_running')).toBe(0)
  expect(valueIn(families, 'doorward_hashes_waiting')).toBe(0)
  expect((await signIn(17)).status).toBe(401)
})
