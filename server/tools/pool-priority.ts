import { readdirSync, readFileSync } from 'node:fs'
import { setPriority } from 'node:os'

/** Of Node's pool: it hashes passwords, reads files and looks names up. */
const poolThread = 'libuv-worker'
/** So much the threads of the pool stand back, in steps of `nice`. */
const niceness = 10

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
