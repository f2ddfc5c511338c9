/** Is this the code of the person's authenticator app, and not one that was used before (RFC 6238, R5.7)? */
import { Secret, TOTP } from 'otpauth'
import { isSame } from '../../../base/digest.ts'
import { later, second } from '../../../base/duration.ts'
import { codeOfStep } from '../../challenges/one-time-code.ts'

const stepSeconds = 30
/** How far off a phone's clock is looked for, to tell the person; never accepted. One hour either way. */
const searchedSteps = 120

export const appCodeDigits = 6

/** The key of an app, and the newest step of it that was accepted. */
interface AppKey {
  /** Base32. */
  key: string
  lastStep: number | null
}

export type AppAnswer =
  | { answer: 'right'; step: number }
  | {
      answer: 'wrong' /** Seconds the phone is ahead (negative: behind); null when the code fits no near time. */
      clockOffSeconds: number | null
    }

/** The step whose code an app shows at a moment. */
export function appStepAt(now: Date): number {
  return Math.floor(now.getTime() / 1000 / stepSeconds)
}

interface Typed {
  now: Date
  /** The key stands on the person's screen, so what it will show later is no secret: a fast clock is told of, too. */
  isKeyShown?: boolean
}

/** The time it takes tells no more than the answer does: of the steps that are looked at all are compared, always. */
export function judgeAppCode(app: AppKey, typed: string, { now, isKeyShown = false }: Typed): AppAnswer {
  const current = appStepAt(now)
  const isCodeOf = (step: number) =>
    isSame(codeOfStep({ secret: app.key, digits: appCodeDigits }, step), typed)
  const [step] = [0, -1, 1].map((off) => current + off).filter(isCodeOf)
  if (step !== undefined && (app.lastStep === null || step > app.lastStep)) return { answer: 'right', step }
  // R19.5: of codes that are not yet right a wrong one tells nothing.
  const told = isKeyShown ? [...beyond(-1), ...beyond(1)] : beyond(-1)
  const [off] = told.filter((steps) => isCodeOf(current + steps))
  return { answer: 'wrong', clockOffSeconds: off === undefined ? null : off * stepSeconds }
}

/** The steps before or after those that are accepted, the nearest first. */
const beyond = (sign: 1 | -1) => Array.from({ length: searchedSteps - 1 }, (_, at) => sign * (at + 2))

/**
 * When the app shows another code, where this is the one that was accepted last and may still stand there; undefined for
 * any other. That it was used is no secret that helps: its step is never accepted again (R5.7).
 */
export function usedUntil({ key, lastStep }: AppKey, typed: string, now: Date): Date | undefined {
  if (lastStep === null || Math.abs(appStepAt(now) - lastStep) > 1) return undefined
  if (!isSame(codeOfStep({ secret: key, digits: appCodeDigits }, lastStep), typed)) return undefined
  return later(new Date(0), (lastStep + 1) * stepSeconds * second)
}

function totpOf(key: string, labels: { issuer: string; label: string }): TOTP {
  return new TOTP({
    ...labels,
    secret: Secret.fromBase32(key),
    algorithm: 'SHA1',
    digits: appCodeDigits,
    period: stepSeconds,
  })
}

/** The standard `otpauth:` address an app scans; a colon parts the issuer from the account there, and stands in neither. */
export function otpauthUri(key: string, { issuer, account }: { issuer: string; account: string }): string {
  return totpOf(key, { issuer: withoutColon(issuer), label: withoutColon(account) }).toString()
}

const withoutColon = (name: string) => name.replaceAll(':', '')
