import { readdirSync, readFileSync } from 'node:fs'
import { availableParallelism, setPriority } from 'node:os'

/** Node's pool hashes passwords, brings commits to the disk and reads files; names are looked up beside it: name-lookup.ts. */
const poolThread = 'libuv-worker'
/** So much its threads stand back, in steps of `nice`. */
const niceness = 10

/** One for each processor, but no more than Node's pool usually has threads. */
export function hashesAtOnce(): number {
  return Math.min(4, availableParallelism())
}

/**
 * Gives the pool as many threads as hash at once: with more, session checks would wait longer. Must come before anything
 * uses the pool.
 */
export function sizePool(): void {
  process.env.UV_THREADPOOL_SIZE ??= String(hashesAtOnce())
}

/**
 * Lets the thread that answers go before those that hash: on Linux each has a priority of its own. A session check waits
 * for no password then, however many are hashed. Elsewhere nothing changes.
 */
export function lowerPool(): void {
  try {
    for (const thread of readdirSync('/proc/self/task'))
      if (readFileSync(`/proc/self/task/${thread}/comm`, 'utf8').trim() === poolThread)
        setPriority(Number(thread), niceness)
  } catch {
    // No such folder here, or not allowed: the order of the system is as good as it was.
  }
}
