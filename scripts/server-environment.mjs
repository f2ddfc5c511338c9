import { join } from 'node:path'

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
