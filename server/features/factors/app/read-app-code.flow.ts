import { secondsUntil } from '../../../base/duration.ts'
import { Problem } from '../../../base/problem.ts'
import type { World } from '../../../tools/world.ts'
import type { Entered } from '../../challenges/answer.flow.ts'
import type { Challenge } from '../../challenges/challenges.store.ts'
import { loadAppKey, takeAppStep } from '../factors.store.ts'
import { typedDigits } from '../typed-digits.ts'
import { appCodeDigits, judgeAppCode, usedUntil } from './app-code.ts'

/** Throws `invalid-field`, and `code-used` for the code that was accepted just now. */
export async function readAppCode(world: World, challenge: Challenge, typed: string): Promise<Entered> {
  const { key, personId } = challenge
  const code = typedDigits(typed, appCodeDigits)
  if (key !== null) return readFirstCode(key, code)
  const app = await loadAppKey(world, personId)
  if (!app) return { judge: () => ({ answer: 'wrong', clockOffSeconds: null }) }
  const now = world.clock.now()
  const until = usedUntil(app, code, now)
  if (until) throw new Problem('code-used', { retryAfterSeconds: secondsUntil(until, now) })
  return {
    judge(now) {
      const judged = judgeAppCode(app, code, { now })
      if (judged.answer === 'wrong') return judged
      const { step } = judged
      return { answer: 'right', appStep: step, takeStep: (world) => takeAppStep(world, personId, step) }
    },
  }
}

/** Its step is kept with the key, once the code was right. */
function readFirstCode(key: string, code: string): Entered {
  return {
    judge(now) {
      const judged = judgeAppCode({ key, lastStep: null }, code, { now, isKeyShown: true })
      if (judged.answer === 'wrong') return judged
      return { answer: 'right', appStep: judged.step, takeStep: async () => true }
    },
  }
}
