import type { Random } from './random.ts'

/** Without those that look alike: 32 letters and digits. */
const letters = 'abcdefghjkmnpqrstuvwxyz023456789'

/** 100 random bits as five groups of four, easy to type. */
export function generatePassword(random: Random): string {
  const text = Array.from(random.bytes(20), (byte) => letters[byte % letters.length]).join('')
  return text.match(/.{4}/g)!.join('-')
}
