import { afterEach, beforeEach, expect, it } from 'vitest'
import { minute } from '../../server/base/duration.ts'
import { lockPerson } from '../../server/features/people/people.store.ts'
import { transaction } from '../../server/tools/transaction.ts'
import { onBothEngines } from '../support/engines.ts'
import { outboxIsEmpty } from '../support/outbox.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { idOf } from '../support/set-up.ts'
import { asCodeStep, giveUserNameAndPassword, newestCode, otherCode } from '../support/sign-in.ts'
import { until } from '../support/until.ts'
import { type Visitor, visitor } from '../support/visitor.ts'
import { waitingStatements } from '../support/waiting-statements.ts'

onBothEngines('Two requests at once of one sign-in', (open) => {
  let database: string
  let server: TestServer
  let bill: Visitor
  beforeEach(async () => {
    database = await open()
    server = await startServer({ settings: { DATABASE: database } })
    bill = visitor(server.url)
    asCodeStep((await giveUserNameAndPassword(server, bill, 'BSMITH')).answer)
    await outboxIsEmpty(server)
    server.clock.advance(minute)
  })
  afterEach(() => server.stop())

  /** Both are under way before either may go on: the person's row is somebody else's until then. */
  async function bothAtOnce<Reply>(ask: () => Promise<Reply>): Promise<Reply[]> {
    if (database.startsWith('sqlite:')) return Promise.all([ask(), ask()])
    const replies = await transaction(server.world, async (world) => {
      await lockPerson(world, await idOf(server, 'BSMITH'))
      const asked = [ask(), ask()]
      await waiting(asked.length, asked)
      return { asked }
    })
    return Promise.all(replies.asked)
  }

  /** Until so many statements wait for what another transaction holds, or one that should wait has been answered. */
  async function waiting(count: number, asked: readonly Promise<unknown>[]): Promise<void> {
    let isAnswered = false
    for (const one of asked) void one.then(() => (isAnswered = true))
    await until(async () => isAnswered || (await waitingStatements(server.world.database)) === count)
  }

  const codesSent = async () => {
    const personId = await idOf(server, 'BSMITH')
    const sent = await server.world.database
      .selectFrom('messages')
      .select('channel')
      .where('person_id', '=', personId)
      .where('kind', '=', 'code')
      .execute()
    return sent.map(({ channel }) => channel).sort()
  }

  it('"send again" twice sends one message, and the later is told to wait (A5)', async () => {
    const replies = await bothAtOnce(() => bill.call('POST /api/sign-in/send-again', {}))
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 429])
    expect(await codesSent()).toEqual(['email', 'email'])
  })

  it('"try another way" twice sends one message, and both show it (A5)', async () => {
    const replies = await bothAtOnce(() => bill.call('POST /api/sign-in/method', { method: 'text' }))
    expect(replies.map(({ status }) => status)).toEqual([200, 200])
    for (const { answer } of replies) expect(asCodeStep(answer).method).toBe('text')
    expect(await codesSent()).toEqual(['email', 'text'])
  })

  it('"send again" and "try another way" come one after the other (A5)', async () => {
    let first = true
    const replies = await bothAtOnce(() => {
      const isFirst = first
      first = false
      return isFirst
        ? bill.call('POST /api/sign-in/send-again', {})
        : bill.call('POST /api/sign-in/method', { method: 'text' })
    })
    const [again, another] = replies.map(({ status }) => status)
    expect(another).toBe(200)
    // Behind the other it finds a code that left a moment ago.
    expect([again, await codesSent()]).toEqual(
      again === 200 ? [200, ['email', 'email', 'text']] : [429, ['email', 'text']],
    )
  })

  it('a right code that waits first counts, and the wrong one behind it finds nothing open', async ({
    skip,
  }) => {
    if (database.startsWith('sqlite:')) skip('one writer at a time')
    await bill.call('POST /api/sign-in/send-again', {})
    const code = await newestCode(server, 'bsmith@harbor.example')
    const enter = (typed: string) => bill.call('POST /api/sign-in/code', { code: typed })
    await enter(otherCode(code))
    const { asked } = await transaction(server.world, async (world) => {
      await world.database.selectFrom('challenges').select('id').forUpdate().execute()
      const right = enter(code)
      await waiting(1, [right])
      const wrong = enter(otherCode(code))
      await waiting(2, [right, wrong])
      return { asked: [right, wrong] }
    })
    const [right, wrong] = await Promise.all(asked)
    expect(right).toMatchObject({ answer: { step: 'done' } })
    expect(wrong?.status).toBe(410)
  })
})
