/** When is one more granted of what may be done so often in a window? */
import { toleratedSkew } from '../../base/clock-skew.ts'
import type { SlidingLimit } from './limits-table.ts'

type Slide = Pick<SlidingLimit, 'most' | 'window'>

/** One comes back so often, in milliseconds. */
export const stepOf = ({ most, window }: Slide) => window / most

/**
 * The generic cell rate algorithm: all that is kept is when nothing is taken any more (`freeAt`); each taking puts it off by a
 * step. One more is granted while it lies no farther than a window less a step; what lies beyond `farthest` was written by a
 * clock that has jumped back since, and counts as nothing. @param weight what counts as so many at once; at most all of them
 */
export function slide(limit: Slide, at: Date, weight = 1) {
  const now = at.getTime()
  const step = stepOf(limit) * weight
  return {
    now,
    step,
    first: now + step,
    latest: now + limit.window - step,
    farthest: now + limit.window + toleratedSkew,
  }
}

/** From when on one more is granted; null where it is now. */
export function opensAt(limit: Slide, freeAt: number | undefined, at: Date, weight = 1): Date | null {
  const { latest, now, farthest } = slide(limit, at, weight)
  if (freeAt === undefined || freeAt <= latest || freeAt > farthest) return null
  return new Date(freeAt - (latest - now))
}
