import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { firstBatch, nextBatch } from './batch-size.ts'

describe('the next batch', () => {
  it.each([
    ['as many again where it took as long as it may', 40, 5, 40],
    ['half as many where it took twice as long', 40, 10, 20],
    ['a quarter more where there was time left', 40, 1, 50],
    ['half as many, too, where it took a hundred times as long: that may be chance', 40, 500, 20],
    ['one at least, however long one takes', 1, 500, 1],
    ['a thousand at most', 1000, 0, 1000],
  ])('%s', (_, rows, took, next) => expect(nextBatch(rows, { took, aim: 5 })).toBe(next))

  it('finds what fits, wherever it begins: rows that take equally long end within the aim', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.006, max: 5, noNaN: true }), (perRow) => {
        let rows = firstBatch
        for (let batch = 0; batch < 60; batch++) rows = nextBatch(rows, { took: rows * perRow, aim: 5 })
        expect(rows * perRow).toBeLessThanOrEqual(5 * 1.25 + perRow)
        expect((rows + 1) * perRow * 1.3).toBeGreaterThan(Math.min(5, 1000 * perRow) * 0.7)
      }),
    )
  })
})
