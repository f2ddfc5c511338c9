import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { digest } from '../../server/base/digest.ts'
import { day, later, second } from '../../server/base/duration.ts'
import { makeLink } from '../../server/features/links/links.store.ts'
import type { NotMe } from '../../server/features/sign-in/new-connection.flow.ts'
import type { Account } from '../campaign/office.ts'
import type { Visitor } from '../support/visitor.ts'
import { openTestNodes } from './test-nodes.ts'
import { at, machine, type Node, readyPeople, sessionStatus, signIn, type TwoNodes } from './two-nodes.ts'

interface Ending {
  two: TwoNodes
  /** The person at another machine of theirs, speaking to the first node. */
  other: Visitor
  account: Account
  /** The token of the session that has to end. */
  session: string
}

const endings: Record<string, (ending: Ending) => Promise<{ status: number }>> = {
  'signing out': ({ two, session }) => {
    const there = at(two.nodes[0], machine(two.office))
    there.cookies.set('doorward-session', session)
    return there.call('DELETE /api/session')
  },
  'ending it in the profile': async ({ two, other, session }) => {
    const { id } = await rowOf(two, session)
    return other.call('DELETE /api/profile/sessions/{id}', undefined, `/api/profile/sessions/${id}`)
  },
  'ending all others': ({ other }) => other.call('DELETE /api/profile/sessions'),
  'another password': ({ other }) =>
    other.call('POST /api/profile/password', { password: 'another harbor in another rain' }),
  'revoking the machine': async ({ two, other, session }) => {
    const path = `/api/administration/machines/${(await rowOf(two, session)).machine_id}`
    return other.call('DELETE /api/administration/machines/{id}', undefined, path)
  },
  '"this was not me"': async ({ two, other, session }) =>
    other.call('POST /api/not-me', { token: await reportLink(two, session) }),
  'signing everybody out': ({ other }) => other.call('POST /api/administration/sign-everybody-out', {}),
}

describe('A session that is ended on one node', () => {
  let two: TwoNodes
  beforeAll(async () => {
    two = await openTestNodes(2 * Object.keys(endings).length)
  })
  afterAll(() => two?.close())

  it.each(Object.keys(endings).map((name, number) => [name, number] as const))(
    'is over on the other at most a second later: %s',
    async (name, number) => {
      const account = readyPeople(two.office)[number]!
      const [here, elsewhere] = [machine(two.office), machine(two.office)]
      await signIn(two.office, here, account)
      await signIn(two.office, elsewhere, account)
      const session = here.cookies.get('doorward-session')!
      const watch = watchAt(two.nodes[1], session)
      await watch.manyAnswers()
      const { status } = await endings[name]!({ two, other: at(two.nodes[0], elsewhere), account, session })
      const endedAt = Date.now()
      expect(status).toBeLessThan(300)
      // By the clock that the memory goes by: however slow all this is, nobody who asks later may be let pass.
      const { askedAt, no } = await watch.lastYes
      expect(no).toBe(401)
      expect(askedAt - endedAt).toBeLessThanOrEqual(second)
    },
  )
})

/** Asks a node without end whether a session is open, as an application does, until it is not. */
function watchAt(node: Node, session: string) {
  let answers = 0
  async function watch() {
    for (let askedAt = 0; ; answers++) {
      const now = Date.now()
      const status = await sessionStatus(node, session).catch(() => 0)
      if (status !== 200) return { askedAt, no: status }
      askedAt = now
      await pause(3)
    }
  }
  return {
    lastYes: watch(),
    async manyAnswers() {
      while (answers < 20) await pause(3)
    },
  }
}

function rowOf({ office }: TwoNodes, session: string) {
  return office.world.database
    .selectFrom('sessions')
    .selectAll()
    .where('token_hash', '=', digest(session))
    .executeTakeFirstOrThrow()
}

/** As it stands in the letter about this sign-in. */
async function reportLink(two: TwoNodes, session: string): Promise<string> {
  const row = await rowOf(two, session)
  const data: NotMe = {
    sessionId: row.id,
    connectionId: row.connection_id!,
    machineId: row.machine_id!,
    at: new Date(row.created_at).toISOString(),
    browser: row.browser,
    system: row.system,
    address: row.address,
  }
  return makeLink(two.office.world, {
    organizationId: row.organization_id,
    personId: row.person_id,
    purpose: 'not-me',
    data,
    expiresAt: later(new Date(), day),
  })
}
