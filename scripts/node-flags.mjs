/**
 * How Node runs the server: in little memory, whatever a large machine offers. A forecast over 100,000 people fits into half
 * of the ceiling. With little room for young objects V8 may take what is under way when it collects for long-lived, and
 * make all of its kind among the old from then on: the whole heap is then collected several times a second, at three
 * times the cost of a request. So it must not guess.
 */
export const serverFlags = [
  '--optimize-for-size',
  '--max-semi-space-size=2',
  '--max-old-space-size=256',
  '--no-allocation-site-pretenuring',
]

/** One heap of the C library for all threads: each would keep what it once held. */
export const serverEnvironment = { MALLOC_ARENA_MAX: '1' }
