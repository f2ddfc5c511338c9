import { join } from 'node:path'

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

/**
 * One heap of the C library for all threads, because each would keep what it once held; and what is free at its end goes
 * back at once. What was compiled is kept for the next start, which is quicker and takes 20 MiB less: Node need not load
 * what takes the types off.
 */
export const serverEnvironment = {
  MALLOC_ARENA_MAX: '1',
  MALLOC_TRIM_THRESHOLD_: '131072',
  NODE_COMPILE_CACHE: join(import.meta.dirname, '..', 'node_modules', '.cache', 'doorward'),
}
