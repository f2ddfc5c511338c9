import { plainDigits } from '../../../contract/digits.ts'
import { secondsUntil } from '../../base/duration.ts'
import { Problem } from '../../base/problem.ts'
import type { World } from '../../tools/world.ts'
import type { Entered, Judged } from '../challenges/answer.flow.ts'
import type { Challenge } from '../challenges/challenges.store.ts'
import { codeExpiresAt, isRightCode, type SentCode } from '../challenges/one-time-code.ts'
import { appCodeDigits, judgeAppCode, usedUntil } from './app-code.ts'
import { loadAppKey, takeAppStep } from './factors.store.ts'

/**
 * Reads a code of a method that counts. Throws `invalid-field` where the text cannot be a code at all, `code-expired`
 * where none of it lives, `code-used` for the app's code that was accepted just now.
 */
export async function readCode(world: World, challenge: Challenge, typed: string): Promise<Entered> {
  const { sent, personId } = challenge
  if (sent) return readSentCode(sent, typed, world.clock.now())
  const code = digitsOf(typed, appCodeDigits)
  const app = await loadAppKey(world, personId)
  if (!app) return { judge: () => ({ answer: 'wrong', clockOffSeconds: null }) }
  const now = world.clock.now()
  const until = usedUntil(app, code, now)
  if (until) throw new Problem('code-used', { retryAfterSeconds: secondsUntil(until, now) })
  return {
    judge: (now) =>
      toJudged(judgeAppCode(app, code, { now }), (world, step) => takeAppStep(world, personId, step)),
  }
}

/** Reads the first code of a method that is being set up. Throws `invalid-field` and `code-expired`. @param key of an app */
export const readFirstCode =
  (key: string) =>
  async (world: World, { sent }: Challenge, typed: string): Promise<Entered> => {
    if (sent) return readSentCode(sent, typed, world.clock.now())
    const code = digitsOf(typed, appCodeDigits)
    const app = { key, lastStep: null }
    return { judge: (now) => toJudged(judgeAppCode(app, code, { now, isKeyShown: true }), async () => true) }
  }

function readSentCode(sent: SentCode, typed: string, now: Date): Entered {
  const code = digitsOf(typed, sent.digits)
  if (codeExpiresAt(sent) <= now) throw new Problem('code-expired')
  return {
    judge: (now) =>
      isRightCode(sent, code, now)
        ? { answer: 'right', appStep: null, takeStep: async () => true }
        : { answer: 'wrong', clockOffSeconds: null },
  }
}

function toJudged(
  judged: ReturnType<typeof judgeAppCode>,
  take: (world: World, step: number) => Promise<boolean>,
): Judged {
  if (judged.answer === 'wrong') return judged
  return { answer: 'right', appStep: judged.step, takeStep: (world) => take(world, judged.step) }
}

function digitsOf(typed: string, digits: number): string {
  const code = plainDigits(typed)
  if (code.length === digits && /^[0-9]+$/.test(code)) return code
  throw new Problem('invalid-field', { fields: { code: `The code has ${digits} digits.` } })
}
