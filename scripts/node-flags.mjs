/**
 * How Node runs the server. Young objects get little room and the old ones a ceiling, so that memory stays small: V8 would
 * otherwise take what a large machine offers. A forecast over 100,000 people fits into half of the ceiling. With so little
 * room V8 may take what is under way when it collects for long-lived, and make all of its kind among the old from then
 * on: the whole heap is then collected several times a second, at three times the cost of a request. So it must not guess.
 */
export const serverFlags = [
  '--max-semi-space-size=1',
  '--max-old-space-size=256',
  '--no-allocation-site-pretenuring',
]
