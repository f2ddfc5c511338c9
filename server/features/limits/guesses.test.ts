import { describe, expect, it } from 'vitest'
import { day } from '../../base/duration.ts'
import { chancesIn, lookAtCode, mostLiving } from './guesses.ts'
import { slidingLimits } from './limits-table.ts'
import { opensAt, slide } from './sliding.ts'

const start = new Date('2026-05-04T08:03:00Z')

/** Looks as often as it is granted, from the moment on at which nothing is taken, for a day; tells the chance that one was right. */
function chanceInADay({ digits, living }: { digits: number; living: number | null }): number {
  const { limit, weight } = lookAtCode({ personId: 'per_1', knownMachineId: null, digits, living })
  let freeAt = 0
  let looks = 0
  for (let now = start; now.getTime() < start.getTime() + day; looks++) {
    const { first, step, latest } = slide(slidingLimits[limit], now, weight)
    expect(freeAt).toBeLessThanOrEqual(latest)
    freeAt = freeAt > now.getTime() ? freeAt + step : first
    now = opensAt(slidingLimits[limit], freeAt, now, weight) ?? now
  }
  return looks * (living ?? 3) * 10 ** -digits
}

describe('whoever has the password and guesses codes for a day, by all ways together (T18)', () => {
  const app = chanceInADay({ digits: 6, living: null })

  const settings = [4, 5, 6, 7, 8].flatMap((digits) =>
    [1, 2, 5, 10].filter((living) => living <= mostLiving(digits)).map((living) => [digits, living] as const),
  )

  it.each(settings)(
    'finds one of %i digits with %i alive on less than one of a thousand days',
    (digits, living) => {
      expect(chanceInADay({ digits, living }) + app).toBeLessThan(0.001)
    },
  )

  it('is granted a look at all, whatever the setting', () => {
    for (const living of [1, mostLiving(4)])
      expect(chanceInADay({ digits: 4, living })).toBeGreaterThanOrEqual((living * 2) / 10 ** 4)
    expect(chancesIn).toBe(10 ** 8)
  })
})
