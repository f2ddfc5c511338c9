import { expect, it } from 'vitest'
import { killedServer } from '../campaign/killed-server.ts'
import { createTestDatabase } from '../support/postgres.ts'

const whole = { lost: [], wrong: [] }

it('a server killed under load on SQLite loses nothing it said, leaves nothing half done, and takes no code twice', async () => {
  expect(await killedServer({ seed: 11, times: 1 }, { isTimed: false })).toMatchObject(whole)
})

it('a server killed under load on PostgreSQL loses nothing it said, leaves nothing half done, and takes no code twice', async () => {
  const { url, drop } = await createTestDatabase()
  try {
    expect(await killedServer({ seed: 12, times: 1 }, { database: url, isTimed: false })).toMatchObject(whole)
  } finally {
    await drop()
  }
})
