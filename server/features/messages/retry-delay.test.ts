import { describe, expect, it } from 'vitest'
import { hour, minute, second } from '../../base/duration.ts'
import { retryDelay } from './retry-delay.ts'

describe('the pause after a failed try', () => {
  it.each([
    [1, 5 * second],
    [2, 15 * second],
    [3, minute],
    [4, 5 * minute],
    [5, 15 * minute],
    [6, hour],
    [10, 24 * hour],
  ])('after try %i is %i ms', (tries, pause) => expect(retryDelay(tries)).toBe(pause))

  it('grows with every try (R8.3)', () => {
    const pauses = Array.from({ length: 10 }, (_, failed) => retryDelay(failed + 1)!)
    expect(pauses).toEqual([...new Set(pauses)].sort((left, right) => left - right))
  })

  it.each([
    [1, hour],
    [2, 6 * hour],
    [3, 24 * hour],
    [4, null],
    [9, null],
  ])(
    'after a hand-over that was not answered, by then try %i, is %j ms: it may have been taken (B2)',
    (tries, pause) => expect(retryDelay(tries, true)).toBe(pause),
  )

  it('ends after a day-long one: the message has failed', () => expect(retryDelay(11)).toBeNull())

  it('lets a code be tried again within the minute it may live at least', () => {
    expect(retryDelay(1)! + retryDelay(2)!).toBeLessThan(minute)
  })
})
