import { hash, verify } from '@node-rs/argon2'
import { Problem } from '../base/problem.ts'
import { lowerPool } from './hash-pool.ts'

/** OWASP's argon2id parameters (Password Storage Cheat Sheet): 19 MiB, two passes, one lane; algorithm 2 is argon2id. */
export const argon2Parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1, algorithm: 2 }

export interface PasswordHasher {
  hash(password: string): Promise<string>
  /** Without a stored hash the same work is done and the answer is no: the time tells nothing. */
  verify(password: string, stored: string | null): Promise<boolean>
  /** Was it made with less work than is asked for today? */
  isWeak(stored: string): boolean
  load(): HashLoad
}

/** How full the queue is now, and how many were turned away since the start. */
export interface HashLoad {
  running: number
  waiting: number
  refused: number
}

const nobody =
  '$argon2id$v=19$m=19456,t=2,p=1$obH4xRdJzFcTCZ4P+2pIug$rasoNgm2e8dMEFQ962RW7L8jnncXF38tXBFRrFcEjSc'

/**
 * Hashing off the event loop, at most `atOnce` at a time and `mostWaiting` waiting; beyond that 503 `busy`. The next one lies
 * ready in Node's pool, whose threads take it without waiting for the thread that answers: where they are `atOnce` (see
 * `hash-pool.ts`) none is idle in between.
 */
export function passwordHasher({
  atOnce,
  mostWaiting,
}: {
  atOnce: number
  mostWaiting: number
}): PasswordHasher {
  let handedOver = 0
  let refused = 0
  let isLowered = false
  const waiting: (() => void)[] = []
  const load = () => {
    const running = Math.min(handedOver, atOnce)
    return { running, waiting: handedOver - running + waiting.length, refused }
  }
  async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    if (load().waiting >= mostWaiting) {
      refused++
      throw new Problem('busy', { retryAfterSeconds: 2 })
    }
    if (handedOver > atOnce) await new Promise<void>((go) => waiting.push(go))
    else handedOver++
    try {
      return await work()
    } finally {
      // Now at the latest the pool has its threads.
      if (!isLowered) lowerPool()
      isLowered = true
      const next = waiting.shift()
      if (next) next()
      else handedOver--
    }
  }
  return {
    hash: (password) => inTurn(() => hash(normal(password), argon2Parameters)),
    verify: async (password, stored) => {
      const right = await inTurn(() => verify(stored ?? nobody, normal(password)))
      return right && stored !== null
    },
    isWeak: (stored) => workIn(stored) < argon2Parameters.memoryCost * argon2Parameters.timeCost,
    load,
  }
}

/** Memory times passes, as the PHC string tells them; nothing where it is of another kind. */
function workIn(stored: string): number {
  const [, memory, passes] = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),/.exec(stored) ?? []
  return Number(memory ?? 0) * Number(passes ?? 0)
}

/** NIST SP 800-63B 3.1.1.2: Unicode passwords are normalized before hashing. */
function normal(password: string): string {
  return password.normalize('NFKC')
}
