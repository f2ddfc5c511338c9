import { describe, expect, test } from 'vitest'
import { auditSearch, auditTimes } from './audit-search.ts'

test.each([
  [{}, {}],
  [
    { event: 'signed-in', person: 'per_1' },
    { event: 'signed-in', person: 'per_1' },
  ],
  [
    { from: '2026-05-04', to: '2026-05-05' },
    { from: '2026-05-04', to: '2026-05-05' },
  ],
  [{ from: 'yesterday', to: 7, event: '', other: 'x' }, {}],
])('of the address %j stays %j', (given, search) => {
  expect(auditSearch(given)).toEqual(search)
})

describe('the days', () => {
  test('begin with their first moment and end with their last, where the reader is', () => {
    const { from, to } = auditTimes({ from: '2026-05-04', to: '2026-05-04' })
    expect(new Date(from!)).toEqual(new Date(2026, 4, 4))
    expect(new Date(to!)).toEqual(new Date(2026, 4, 5))
  })

  test('that are not given bound nothing', () => {
    expect(auditTimes({ event: 'signed-in' })).toEqual({})
  })
})
