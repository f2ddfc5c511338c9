import type { Factor } from '../factors/factors.store.ts'
import type { Decision } from '../policy/decision.ts'
import type { Standing } from './standing.flow.ts'

/**
 * Ways whose own addresses a code may go to. A set-up that is not finished, or not asked for because `2FA` is Off, does
 * not count: the text message that `UMA` asks for goes to the cell phone of the profile then, wherever else the person,
 * or somebody with their password, began to lead it.
 */
export function countingFactors(
  { person, preferences, factors }: Pick<Standing, 'person' | 'preferences' | 'factors'>,
  { check }: Pick<Decision, 'check'>,
): readonly Factor[] {
  if (check === 'reset-over') return factors
  return preferences.twoFactorOn && person.setUpAt !== null ? factors : []
}
