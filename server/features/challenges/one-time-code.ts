/** The digits of a sent code: which they are in each minute, and whether those a person typed are right (R5.5, RFC 4226). */
import { HOTP, Secret } from 'otpauth'
import { isSame } from '../../base/digest.ts'
import { minute } from '../../base/duration.ts'

/** Everything a sent code depends on. */
export interface SentCode {
  /** 160 random bits, base32; fresh for every challenge. */
  secret: string
  digits: number
  /** Minutes the code lives at most: it dies at the end of the last of them. */
  lifeMinutes: number
  /** The minutes (since 1970) whose code was sent. */
  sentSteps: readonly number[]
}

export function stepAt(now: Date): number {
  return Math.floor(now.getTime() / minute)
}

export function codeOfStep({ secret, digits }: Pick<SentCode, 'secret' | 'digits'>, step: number): string {
  return HOTP.generate({ secret: Secret.fromBase32(secret), digits, counter: step })
}

/** When the newest sent code dies. */
export function codeExpiresAt({ sentSteps, lifeMinutes }: Pick<SentCode, 'sentSteps' | 'lifeMinutes'>): Date {
  return new Date((Math.max(...sentSteps) + lifeMinutes) * minute)
}

/**
 * True when the typed digits are those of a step that was sent and still lives, or was sent by a node whose clock is up to a
 * minute ahead of ours. All steps are compared, always.
 */
export function isRightCode(code: SentCode, typed: string, now: Date): boolean {
  const matches = code.sentSteps.map(
    (step) => isSame(codeOfStep(code, step), typed) && isAlive(code, step, now),
  )
  return matches.includes(true)
}

/** How many codes are right at this moment. */
export function livingCodes(code: Pick<SentCode, 'sentSteps' | 'lifeMinutes'>, now: Date): number {
  return code.sentSteps.filter((step) => isAlive(code, step, now)).length
}

function isAlive({ lifeMinutes }: Pick<SentCode, 'lifeMinutes'>, step: number, now: Date): boolean {
  const current = stepAt(now)
  return step <= current + 1 && current < step + lifeMinutes
}
