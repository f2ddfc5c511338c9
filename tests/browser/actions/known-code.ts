import { randomBytes } from 'node:crypto'
import { Secret } from 'otpauth'
import { codeOfStep, stepAt } from '../../../server/features/challenges/one-time-code.ts'
import type { Random } from '../../../server/tools/random.ts'

/** The size of a challenge's secret; nothing else asks for as many bytes. */
const secretBytes = 20

/** Dice that fall so that the first digit of every code sent at this time is as wished; all else stays random. */
export function codesBeginningWith(digit: string, now: Date): Random {
  return {
    bytes(count) {
      const bytes = randomBytes(count)
      return count !== secretBytes || firstDigit(bytes, now) === digit ? bytes : this.bytes(count)
    },
  }
}

function firstDigit(bytes: Buffer, now: Date): string | undefined {
  const secret = new Secret({ buffer: new Uint8Array(bytes).buffer }).base32
  return codeOfStep({ secret, digits: 6 }, stepAt(now))[0]
}
