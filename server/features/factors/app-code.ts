/** Is this the code of the person's authenticator app, and not one that was used before (RFC 6238, R5.7)? */
import { Secret, TOTP } from 'otpauth'

const stepSeconds = 30
/** How far off a phone's clock is looked for, to tell the person; never accepted. One hour either way. */
const searchedSteps = 120

export const appCodeDigits = 6

export type AppAnswer =
  | { answer: 'right'; step: number }
  | { answer: 'used' }
  | {
      answer: 'wrong' /** Seconds the phone is ahead (negative: behind); null when the code fits no near time. */
      clockOffSeconds: number | null
    }

/** The step whose code an app shows at a moment. */
export function appStepAt(now: Date): number {
  return Math.floor(now.getTime() / 1000 / stepSeconds)
}

/**
 * @param key base32 of the shared key
 * @param lastStep the newest step that was accepted, or null
 */
export function judgeAppCode(
  key: string,
  typed: string,
  { now, lastStep }: { now: Date; lastStep: number | null },
): AppAnswer {
  const totp = totpOf(key)
  const current = appStepAt(now)
  const near = totp.validate({ token: typed, timestamp: now.getTime(), window: 1 })
  if (near === null) return { answer: 'wrong', clockOffSeconds: clockOff(totp, typed, now) }
  const step = current + near
  return lastStep !== null && step <= lastStep ? { answer: 'used' } : { answer: 'right', step }
}

function clockOff(totp: TOTP, typed: string, now: Date): number | null {
  const far = totp.validate({ token: typed, timestamp: now.getTime(), window: searchedSteps })
  return far === null ? null : far * stepSeconds
}

function totpOf(key: string, labels: { issuer?: string; label?: string } = {}): TOTP {
  return new TOTP({
    ...labels,
    secret: Secret.fromBase32(key),
    algorithm: 'SHA1',
    digits: appCodeDigits,
    period: stepSeconds,
  })
}

/** The standard `otpauth:` address an app scans. */
export function otpauthUri(key: string, { issuer, account }: { issuer: string; account: string }): string {
  return totpOf(key, { issuer, label: account }).toString()
}
