import { expect, it } from 'vitest'
import { clockJumps } from '../campaign/clock-jumps.ts'
import { skewedNodes } from '../campaign/skewed-nodes.ts'
import { createTestDatabase } from '../support/postgres.ts'

const whole = { lost: [], wrong: [] }

it('a clock that jumps takes no code twice, keeps no session for ever, and locks nobody out', async () => {
  expect(await clockJumps({ seed: 51, times: 4 }, 'inside')).toMatchObject(whole)
})

it('a sign-in goes on at a node whose clock is a minute off, or there is a way to start over', async () => {
  const { url, drop } = await createTestDatabase()
  try {
    expect(await skewedNodes({ seed: 52, times: 2 }, url)).toMatchObject(whole)
  } finally {
    await drop()
  }
})
