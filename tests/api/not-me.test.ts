import { expect, it } from 'vitest'
import { day } from '../../server/base/duration.ts'
import { onBothEngines } from '../support/engines.ts'
import type { TestServer } from '../support/server.ts'
import {
  getIn,
  idOf,
  letterTo,
  neverSetUp,
  proveApp,
  proveEmail,
  setPreference,
  signInFresh,
} from '../support/set-up.ts'
import { giveUserNameAndPassword } from '../support/sign-in.ts'
import { type Visitor, visitor } from '../support/visitor.ts'
import { serverOn } from '../support/with-server.ts'

const thiefs = { address: '198.51.100.4' }
const mail = 'bsmith@harbor.example'
const good = 'seven green lanterns'

onBothEngines('"this was not me"', (open) => {
  const withServer = serverOn(open)

  const linkIn = (letter: string) => /\/not-me#(\S+)/.exec(letter)![1]!

  async function told(server: TestServer): Promise<string> {
    return linkIn(await letterTo(server, mail, 'New sign-in'))
  }

  const ways = async (server: TestServer) =>
    server.world.database
      .selectFrom('factors')
      .select(['method', 'address'])
      .where('person_id', '=', await idOf(server, 'BSMITH'))
      .orderBy('method')
      .execute()

  const report = (server: TestServer, token: string) =>
    visitor(server.url, { address: '203.0.113.9' }).call('POST /api/not-me', { token })

  it('takes back what that sign-in changed, and closes the password until a new one is chosen (T9)', () =>
    withServer(async (server) => {
      const before = await ways(server)
      const thief = visitor(server.url, thiefs)
      await signInFresh(server, thief, 'BSMITH')
      const token = await told(server)
      await proveApp(server, thief)
      expect(await ways(server)).not.toEqual(before)
      expect((await report(server, token)).status).toBe(204)
      expect(await ways(server)).toEqual(before)
      const again = await giveUserNameAndPassword(server, visitor(server.url), 'BSMITH')
      expect(again.problem?.code).toBe('wrong-credentials')
      await server.world.database.deleteFrom('factors').where('method', '!=', 'email').execute()
      const bill = visitor(server.url)
      await bill.call('POST /api/password-reset', { userName: 'BSMITH' })
      const letter = await letterTo(server, mail, 'A new password for Harbor Agency')
      const link = /\/password#(\S+)/.exec(letter)![1]!
      const same = { token: link, password: server.passwordOf('BSMITH') }
      expect((await bill.call('POST /api/password-link', same)).problem?.code).toBe('invalid-value')
      expect((await bill.call('POST /api/password-link', { token: link, password: good })).status).toBe(204)
      const begun = await bill.call('POST /api/sign-in', { userName: 'BSMITH', password: good })
      expect(begun.problem).toBeUndefined()
    }))

  it('takes back a set-up that the sign-in began with (T9)', () =>
    withServer(async (server) => {
      await neverSetUp(server, 'BSMITH')
      const thief = visitor(server.url, thiefs)
      await giveUserNameAndPassword(server, thief, 'BSMITH')
      await proveEmail(server, thief, 'thief@elsewhere.example')
      await proveApp(server, thief)
      await thief.call('POST /api/enrollment/finish', { default: 'app' })
      expect((await thief.call('GET /api/session')).status).toBe(200)
      expect((await report(server, await told(server))).status).toBe(204)
      expect(await ways(server)).toEqual([])
    }))

  it('takes away no other method than the mailbox that stood for a day: the mailbox alone is one factor (T1, T9)', () =>
    withServer(async (server) => {
      const bill = visitor(server.url, thiefs)
      await signInFresh(server, bill, 'BSMITH')
      const token = await told(server)
      await proveApp(server, bill)
      const now = await ways(server)
      server.clock.advance(day)
      expect((await report(server, token)).status).toBe(204)
      expect(await ways(server)).toEqual(now)
      const stranger = visitor(server.url)
      await stranger.call('POST /api/password-reset', { userName: 'BSMITH' })
      const link = /\/password#(\S+)/.exec(
        await letterTo(server, mail, 'A new password for Harbor Agency'),
      )![1]!
      const chosen = await stranger.call('POST /api/password-link', { token: link, password: good })
      expect(chosen.problem?.code).toBe('fresh-proof-needed')
    }))

  it('leaves what was changed later elsewhere, and what a colleague proved on the machine since (T9)', () =>
    withServer(async (server) => {
      await setPreference(server, 'UMA', 'on')
      const computer = visitor(server.url, thiefs)
      await getIn(server, computer, 'BSMITH')
      const token = await told(server)
      server.clock.advance(day)
      await getIn(server, computer, 'CBILLS')
      const bill = visitor(server.url, { address: '203.0.113.7' })
      await signInFresh(server, bill, 'BSMITH')
      await proveApp(server, bill)
      const now = await ways(server)
      expect((await report(server, token)).status).toBe(204)
      expect(await ways(server)).toEqual(now)
      const recognized = await server.world.database
        .selectFrom('machines')
        .select('id')
        .where('recognized_at', 'is not', null)
        .where('last_used_at', '=', server.clock.now().getTime() - 0)
        .execute()
      expect(recognized.length).toBeGreaterThan(0)
      const carol: Visitor = computer
      expect((await giveUserNameAndPassword(server, carol, 'CBILLS')).answer?.step).toBe('done')
    }))

  it('may be said for seven days, and while the person is active (T9)', () =>
    withServer(async (server) => {
      await getIn(server, visitor(server.url, thiefs), 'BSMITH')
      const token = await told(server)
      const look = () => visitor(server.url).call('POST /api/not-me/look', { token })
      server.clock.advance(7 * day - 1)
      expect((await look()).status).toBe(200)
      server.clock.advance(1)
      expect((await look()).problem?.code).toBe('link-over')
    }))
})
