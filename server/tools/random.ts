import { randomBytes } from 'node:crypto'

/** Where randomness comes from: the operating system's generator. */
export interface Random {
  bytes(count: number): Buffer
}

export const systemRandom: Random = { bytes: randomBytes }

/** A token nobody can guess: 256 random bits in base64url, 43 characters. */
export function makeToken(random: Random): string {
  return random.bytes(32).toString('base64url')
}
