import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browserKey } from '../support/machine-key.ts'
import { otherCode } from '../support/sign-in.ts'
import { openTestNodes } from './test-nodes.ts'
import { machine, readyPeople, signIn, type TwoNodes } from './two-nodes.ts'

const atOnce = 40

/** All asked at the same moment, of one node after the other. */
const together = <Answer>(ask: (number: number) => Promise<Answer>) =>
  Promise.all(Array.from({ length: atOnce }, (_, number) => ask(number)))

describe('On two nodes', () => {
  let two: TwoNodes
  beforeAll(async () => {
    two = await openTestNodes(6)
  })
  afterAll(() => two?.close())

  /** Somebody who was asked for a code that has come. */
  async function askedForCode(number: number) {
    const { office } = two
    const { userName, password, email } = readyPeople(office)[number]!
    const here = machine(office)
    await here.call('POST /api/sign-in', { userName, password })
    const code = await office.mail.code(email, 0, () => false)
    return { here, code: code! }
  }

  it('R5.10: of many right answers at once exactly one signs in', async () => {
    const { here, code } = await askedForCode(0)
    const replies = await together(() => here.call('POST /api/sign-in/code', { code }))
    expect(replies.filter(({ answer }) => answer?.step === 'done')).toHaveLength(1)
  })

  it('R5.8: of many guesses at once three are looked at', async () => {
    const { here, code } = await askedForCode(1)
    const replies = await together(() => here.call('POST /api/sign-in/code', { code: otherCode(code) }))
    expect(replies.filter(({ problem }) => problem?.triesLeft !== undefined)).toHaveLength(3)
  })

  it('R7.2: of many sign-ins at once on one reset one goes on with the password alone: the later ends the earlier', async () => {
    const { office } = two
    const account = readyPeople(office)[2]!
    const { userName, password } = account
    const here = machine(office)
    await signIn(office, here, account)
    expect((await here.call('POST /api/profile/reset-two-factor', {})).status).toBe(200)
    const machines = Array.from({ length: atOnce }, () => machine(office))
    const replies = await together((number) =>
      machines[number]!.call('POST /api/sign-in', { userName, password }),
    )
    expect(replies.filter(({ answer }) => answer?.step === 'done')).toEqual([])
    const after = await Promise.all(machines.map((one) => one.call('GET /api/sign-in')))
    expect(after.filter(({ answer }) => answer?.step === 'enroll')).toHaveLength(1)
  })

  it('R15.1: the proof of a key is good once, on whichever node it comes', async () => {
    const { office } = two
    const account = readyPeople(office)[1]!
    const { userName, password } = account
    const here = machine(office)
    await signIn(office, here, account)
    const { nonce } = (await here.call('GET /api/sign-in-page')).answer!
    const machineKey = browserKey().prove(nonce, office.url)
    const replies = await together(() => here.call('POST /api/sign-in', { userName, password, machineKey }))
    expect(replies.filter(({ problem }) => problem?.code === 'nonce-over')).toHaveLength(atOnce - 1)
  })

  it('requests are answered by both, in turn', async () => {
    const nodes: (string | null)[] = []
    for (let request = 0; request < 4; request++)
      nodes.push((await machine(two.office).call('GET /api/health')).headers.get('X-Node'))
    expect(new Set(nodes.slice(0, 2)).size).toBe(2)
    expect(nodes.slice(2)).toEqual(nodes.slice(0, 2))
  })
})
