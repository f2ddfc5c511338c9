import { expect, it } from 'vitest'
import { databaseOutage } from '../campaign/database-outage.ts'

const whole = { lost: [], wrong: [] }

it('a server whose connections PostgreSQL cuts under load says 503 unavailable, and goes on by itself', async () => {
  const result = await databaseOutage('cut', { seed: 21, times: 1 })
  expect(result).toMatchObject(whole)
  expect(result.saw.join()).toContain('503 unavailable')
})

it('a crash of PostgreSQL under load loses nothing that was acknowledged', async () => {
  expect(await databaseOutage('immediate', { seed: 22, times: 1 })).toMatchObject(whole)
})
