import { Problem } from '../../base/problem.ts'
import type { World } from '../../tools/world.ts'
import type { Challenge } from '../challenges/challenges.store.ts'
import { codeExpiresAt, isRightCode } from '../challenges/one-time-code.ts'
import { appCodeDigits, judgeAppCode } from './app-code.ts'
import { loadAppKey } from './factors.store.ts'

/** `appStep`: the step of the app to take with it; null for a sent code. */
export type JudgedCode =
  | { answer: 'right'; appStep: number | null }
  | { answer: 'wrong'; clockOffSeconds: number | null }

/** Throws `invalid-field` where the text cannot be a code at all, `code-expired` where none of it lives. Takes no try. */
export function checkCodeForm({ sent }: Pick<Challenge, 'sent'>, code: string, now: Date): void {
  const digits = sent?.digits ?? appCodeDigits
  if (code.length !== digits || !/^[0-9]+$/.test(code))
    throw new Problem('invalid-field', { fields: { code: `The code has ${digits} digits.` } })
  if (sent && codeExpiresAt(sent) <= now) throw new Problem('code-expired')
}

/** @param pendingKey base32 of an app that is being set up; the person's own app when absent */
export async function judgeCode(
  world: World,
  challenge: Pick<Challenge, 'sent' | 'personId'>,
  typed: string,
  pendingKey?: string,
): Promise<JudgedCode> {
  const now = world.clock.now()
  if (challenge.sent)
    return isRightCode(challenge.sent, typed, now)
      ? { answer: 'right', appStep: null }
      : { answer: 'wrong', clockOffSeconds: null }
  const app =
    pendingKey === undefined
      ? await loadAppKey(world, challenge.personId)
      : { key: pendingKey, lastStep: null }
  const judged = app ? judgeAppCode(app.key, typed, { now, lastStep: app.lastStep }) : undefined
  if (judged?.answer === 'right') return { answer: 'right', appStep: judged.step }
  return { answer: 'wrong', clockOffSeconds: judged?.answer === 'wrong' ? judged.clockOffSeconds : null }
}
