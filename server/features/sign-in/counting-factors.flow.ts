import type { World } from '../../tools/world.ts'
import { type Factor, loadFactors } from '../factors/factors.store.ts'
import type { Person } from '../people/people.store.ts'
import type { Decision } from '../policy/decision.ts'
import { loadPreferences } from '../preferences/preferences.store.ts'

/**
 * Ways whose own addresses a code may go to. A set-up that is not finished, or not asked for because `2FA` is Off, does
 * not count: the text message that `UMA` asks for goes to the cell phone of the profile then, wherever else the person,
 * or somebody with their password, began to lead it.
 */
export async function countingFactors(
  world: World,
  person: Pick<Person, 'id' | 'organizationId' | 'setUpAt'>,
  { check }: Pick<Decision, 'check'>,
): Promise<readonly Factor[]> {
  if (check === 'reset-over') return loadFactors(world, person.id)
  const { twoFactorOn } = await loadPreferences(world, person.organizationId)
  return twoFactorOn && person.setUpAt !== null ? loadFactors(world, person.id) : []
}
