import { expect, test } from 'vitest'
import { ago } from './ago.ts'

const now = new Date(2026, 4, 4, 8, 3)

test.each([
  [new Date(2026, 4, 4, 8, 2), 'today'],
  [new Date(2026, 4, 3, 23, 59), 'yesterday'],
  [new Date(2026, 4, 1, 23, 59), '3 days ago'],
  [new Date(2026, 3, 5, 12, 0), '29 days ago'],
  [new Date(2026, 3, 4, 12, 0), 'on 4 April'],
  [new Date(2025, 4, 4, 12, 0), 'on 4 May 2025'],
  [new Date(2026, 4, 4, 8, 4), 'today'],
])('%s is called %s', (at, said) => {
  expect(ago(at, now)).toBe(said)
})
