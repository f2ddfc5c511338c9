import { Problem } from '../../../base/problem.ts'
import type { World } from '../../../tools/world.ts'
import type { Entered } from '../../challenges/answer.flow.ts'
import type { Challenge } from '../../challenges/challenges.store.ts'
import { codeExpiresAt, isRightCode } from '../../challenges/one-time-code.ts'
import { typedDigits } from '../typed-digits.ts'

/** Throws `invalid-field`, and `code-expired` where no code of the challenge lives. */
export async function readSentCode(
  { clock }: Pick<World, 'clock'>,
  { sent }: Challenge,
  typed: string,
): Promise<Entered> {
  if (!sent) throw new Problem('code-expired')
  const code = typedDigits(typed, sent.digits)
  if (codeExpiresAt(sent) <= clock.now()) throw new Problem('code-expired')
  return {
    judge: (now) =>
      isRightCode(sent, code, now)
        ? { answer: 'right', appStep: null, takeStep: async () => true }
        : { answer: 'wrong', clockOffSeconds: null },
  }
}
