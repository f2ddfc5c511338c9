import { expect, it } from 'vitest'
import { minute } from '../../base/duration.ts'
import { opensAt, slide } from './sliding.ts'

const now = new Date('2026-05-04T08:03:00Z')
const limit = { most: 5, window: 5 * minute }
const inMinutes = (minutes: number) => now.getTime() + minutes * minute

it.each([
  ['nothing was taken', undefined, null],
  ['all came back', inMinutes(-1), null],
  ['one is left', inMinutes(4), null],
  ['it is full', inMinutes(5), inMinutes(1)],
  ['one comes back in a moment', inMinutes(4) + 1, now.getTime() + 1],
  ['another node is two minutes ahead', inMinutes(7), inMinutes(3)],
  ['a clock jumped back since', inMinutes(7) + 1, null],
])('tells when one more is granted where %s', (_, freeAt, opens) => {
  expect(opensAt(limit, freeAt, now)?.getTime() ?? null).toBe(opens)
})

it('grants no more than so many at once, and what is told agrees with what the statement asks', () => {
  let freeAt = 0
  let granted = 0
  for (; granted < 100 && opensAt(limit, freeAt, now) === null; granted++) {
    const { latest, first, step } = slide(limit, now)
    expect(freeAt).toBeLessThanOrEqual(latest)
    freeAt = freeAt > now.getTime() ? freeAt + step : first
  }
  expect(granted).toBe(5)
  expect(freeAt).toBeGreaterThan(slide(limit, now).latest)
})
