import { expect, test } from 'vitest'
import { later, minute } from '../../base/duration.ts'
import { freshUntil, isFresh } from './freshness.ts'

const now = new Date('2026-05-04T08:03:00Z')
const provedAgo = (milliseconds: number) => ({ freshAt: later(now, -milliseconds) })

test.each([
  ['just now', 0, true],
  ['a millisecond less than ten minutes ago', 10 * minute - 1, true],
  ['ten minutes ago', 10 * minute, false],
])('a proof of %s is fresh: %s', (_, ago, fresh) => {
  expect(isFresh(provedAgo(ago), now)).toBe(fresh)
})

test('a session that proved nothing is not fresh', () => {
  expect(freshUntil({ freshAt: null }, now)).toBeNull()
})

test('freshness ends ten minutes after the proof', () => {
  expect(freshUntil(provedAgo(minute), now)).toEqual(later(now, 9 * minute))
})
