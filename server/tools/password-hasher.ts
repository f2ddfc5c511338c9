import { hash, verify } from '@node-rs/argon2'
import { type HashLoad, hashLanes } from './hash-lanes.ts'
import { lowerPool } from './hash-pool.ts'

/** OWASP's argon2id parameters (Password Storage Cheat Sheet): 19 MiB, two passes, one lane; algorithm 2 is argon2id. */
export const argon2Parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1, algorithm: 2 }

export interface PasswordHasher {
  hash(password: string): Promise<string>
  /**
   * Without a stored hash the same work is done and the answer is no: the time tells nothing. @param known a machine or session
   * that somebody signed in with: it goes before those that nobody knows, a few at a time
   */
  verify(password: string, stored: string | null, known?: string): Promise<boolean>
  /** Was it made with less work than is asked for today? */
  isWeak(stored: string): boolean
  load(): HashLoad
}

const nobody =
  '$argon2id$v=19$m=19456,t=2,p=1$obH4xRdJzFcTCZ4P+2pIug$rasoNgm2e8dMEFQ962RW7L8jnncXF38tXBFRrFcEjSc'

/**
 * Hashing off the event loop, at most `atOnce` at a time and `mostWaiting` waiting; beyond that 503 `busy`. The next one lies
 * ready in Node's pool, whose threads take it without waiting for the thread that answers: where they are `atOnce` (see
 * `hash-pool.ts`) none is idle in between.
 */
export function passwordHasher(size: { atOnce: number; mostWaiting: number }): PasswordHasher {
  const lanes = hashLanes(size)
  let isLowered = false
  async function inTurn<Result>(work: () => Promise<Result>, known?: string): Promise<Result> {
    try {
      return await lanes.inTurn(work, known)
    } finally {
      // Now at the latest the pool has its threads.
      if (!isLowered) lowerPool()
      isLowered = true
    }
  }
  return {
    hash: (password) => inTurn(() => hash(normal(password), argon2Parameters)),
    verify: async (password, stored, who) => {
      const right = await inTurn(() => verify(stored ?? nobody, normal(password)), who)
      return right && stored !== null
    },
    isWeak: (stored) => workIn(stored) < argon2Parameters.memoryCost * argon2Parameters.timeCost,
    load: lanes.load,
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
