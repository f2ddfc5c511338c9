import { randomBytes } from 'node:crypto'

/** Where randomness comes from: the operating system's generator. */
export interface Random {
  bytes(count: number): Buffer
}

const drawn = 4096

/** Draws from the operating system a few thousand bytes at a time, and gives each of them out once. */
export const systemRandom: Random = pooled()

function pooled(): Random {
  let pool = Buffer.alloc(0)
  return {
    bytes(count) {
      if (count > drawn) return randomBytes(count)
      if (count > pool.length) pool = randomBytes(drawn)
      const given = Buffer.from(pool.subarray(0, count))
      // Nothing of what was given out stays behind.
      pool.fill(0, 0, count)
      pool = pool.subarray(count)
      return given
    },
  }
}

/** A token nobody can guess: 256 random bits in base64url, 43 characters. */
export function makeToken(random: Random): string {
  return random.bytes(32).toString('base64url')
}
