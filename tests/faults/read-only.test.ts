import { sql } from 'kysely'
import { afterEach, expect, it } from 'vitest'
import { minute } from '../../server/base/duration.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { signInByEmail } from '../support/sign-in.ts'
import { visitor } from '../support/visitor.ts'

let server: TestServer | undefined
afterEach(async () => {
  await server?.stop()
  server = undefined
})

it('where nothing can be written whoever is signed in stays so, and everything else says 503 unavailable', async () => {
  server = await startServer()
  const machine = visitor(server.url)
  await signInByEmail(server, machine, 'BSMITH')
  await sql`pragma query_only = on`.execute(server.world.database)
  // Long enough ago that this use would be written down.
  server.clock.advance(2 * minute)
  const credentials = { userName: 'CBILLS', password: server.passwordOf('CBILLS') }
  expect(await machine.call('GET /api/session')).toMatchObject({ status: 200 })
  const refused = await visitor(server.url).call('POST /api/sign-in', credentials)
  expect(refused).toMatchObject({ status: 503, problem: { code: 'unavailable', retryAfterSeconds: 2 } })
  expect(refused.headers.get('retry-after')).toBe('2')
  await sql`pragma query_only = off`.execute(server.world.database)
  expect((await visitor(server.url).call('POST /api/sign-in', credentials)).answer?.step).toBe('code')
})
