/** How a half-finished sign-in goes on after a decision that does not let in. */
import type { Method } from '../../../contract/words.ts'
import type { Decision } from '../policy/decision.ts'

/** Where every method is locked just now, there is no code to ask for: the screen says when one opens again. */
export function stateFor(
  { verdict, methods }: Pick<Decision, 'verdict' | 'methods'>,
  closed: ReadonlyMap<Method, Date | null>,
): 'enroll' | 'code' | 'refused' {
  if (verdict === 'enroll') return 'enroll'
  return verdict === 'challenge' && methods.some((method) => !closed.has(method)) ? 'code' : 'refused'
}
