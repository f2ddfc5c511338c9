import { hash } from '@node-rs/argon2'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { passwordHasher } from '../../server/tools/password-hasher.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { giveUserNameAndPassword } from '../support/sign-in.ts'
import { visitor } from '../support/visitor.ts'

let server: TestServer
beforeEach(async () => {
  // The product's own, at its full cost.
  server = await startServer({ overrides: { passwords: passwordHasher({ atOnce: 2, mostWaiting: 100 }) } })
})
afterEach(() => server.stop())

async function storedAfterSignIn(memoryCost: number) {
  const weak = { memoryCost, timeCost: 2, parallelism: 1, algorithm: 2 }
  const given = await hash(server.passwordOf('BSMITH'), weak)
  const row = server.world.database.selectFrom('people').where('user_name', '=', 'BSMITH')
  const before = await row.select('password_changed_at').executeTakeFirstOrThrow()
  await server.world.database
    .updateTable('people')
    .set({ password_hash: given })
    .where('user_name', '=', 'BSMITH')
    .execute()
  server.clock.advance(1000)
  const step = (await giveUserNameAndPassword(server, visitor(server.url), 'BSMITH')).answer?.step
  expect(step).toBe('code')
  const after = await row.select(['password_hash', 'password_changed_at']).executeTakeFirstOrThrow()
  expect(after.password_changed_at).toBe(before.password_changed_at)
  return { given, stored: after.password_hash! }
}

it('a right password whose hash was made with less work is hashed with the work of today (A17)', async () => {
  const { stored } = await storedAfterSignIn(4096)
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect((await giveUserNameAndPassword(server, visitor(server.url), 'BSMITH')).answer?.step).toBe('code')
})

it('a hash made with as much work or more stays', async () => {
  const { given, stored } = await storedAfterSignIn(32_768)
  expect(stored).toBe(given)
})
