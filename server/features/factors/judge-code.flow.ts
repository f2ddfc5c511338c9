import { plainDigits } from '../../../contract/digits.ts'
import { secondsUntil } from '../../base/duration.ts'
import { Problem } from '../../base/problem.ts'
import type { World } from '../../tools/world.ts'
import type { Challenge } from '../challenges/challenges.store.ts'
import { codeExpiresAt, isRightCode } from '../challenges/one-time-code.ts'
import { type AppKey, appCodeDigits, judgeAppCode, usedUntil } from './app-code.ts'
import { loadAppKey } from './factors.store.ts'

/** What somebody entered, and the app whose code it may be; undefined for a sent code, or where there is no app. */
export interface EnteredCode {
  code: string
  app: AppKey | undefined
  /** The app is being set up. */
  isKeyShown: boolean
}

/** `appStep`: the step of the app to take with it; null for a sent code. */
export type JudgedCode =
  | { answer: 'right'; appStep: number | null }
  | { answer: 'wrong'; clockOffSeconds: number | null }

/**
 * Takes no try. Throws `invalid-field` where the text cannot be a code at all, `code-expired` where none of it lives,
 * `code-used` for the app's code that was accepted just now.
 * @param pendingKey base32 of an app that is being set up; the person's own app when absent
 */
export async function readCode(
  world: World,
  { sent, personId }: Pick<Challenge, 'sent' | 'personId'>,
  { typed, pendingKey }: { typed: string; pendingKey?: string | undefined },
): Promise<EnteredCode> {
  const now = world.clock.now()
  const code = plainDigits(typed)
  const digits = sent?.digits ?? appCodeDigits
  if (code.length !== digits || !/^[0-9]+$/.test(code))
    throw new Problem('invalid-field', { fields: { code: `The code has ${digits} digits.` } })
  if (sent && codeExpiresAt(sent) <= now) throw new Problem('code-expired')
  if (sent) return { code, app: undefined, isKeyShown: false }
  if (pendingKey !== undefined) return { code, app: { key: pendingKey, lastStep: null }, isKeyShown: true }
  const app = await loadAppKey(world, personId)
  const until = app && usedUntil(app, code, now)
  if (until) throw new Problem('code-used', { retryAfterSeconds: secondsUntil(until, now) })
  return { code, app, isKeyShown: false }
}

export function judgeCode(
  { clock }: Pick<World, 'clock'>,
  { sent }: Pick<Challenge, 'sent'>,
  { code, app, isKeyShown }: EnteredCode,
): JudgedCode {
  const now = clock.now()
  if (sent)
    return isRightCode(sent, code, now)
      ? { answer: 'right', appStep: null }
      : { answer: 'wrong', clockOffSeconds: null }
  if (!app) return { answer: 'wrong', clockOffSeconds: null }
  const judged = judgeAppCode(app, code, { now, isKeyShown })
  return judged.answer === 'right' ? { answer: 'right', appStep: judged.step } : judged
}
