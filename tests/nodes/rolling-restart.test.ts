import { expect, it } from 'vitest'
import { createTestDatabase } from '../support/postgres.ts'
import { rollingRestart } from './rolling-restart.ts'

it('nobody who signs in meets a rolling restart of two nodes', async () => {
  const { url, drop } = await createTestDatabase()
  const { acknowledged, injected, wrong } = await rollingRestart(url, 2)
  await drop()
  expect(wrong).toEqual([])
  expect(injected).toBe(4)
  expect(acknowledged).toBeGreaterThan(10)
})
