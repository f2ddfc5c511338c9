import type { Id } from '../../base/id.ts'
import type { World } from '../../tools/world.ts'
import { type Factor, loadFactors } from '../factors/factors.store.ts'
import { closedMethods } from '../limits/method-limits.store.ts'
import { type Organization, organizationById } from '../organizations/organizations.store.ts'
import { type Person, personById } from '../people/people.store.ts'
import type { Decision } from '../policy/decision.ts'
import type { LoadedFacts } from '../policy/facts.store.ts'
import { loadPreferences } from '../preferences/preferences.store.ts'

/** What the codes and pages of somebody's sign-in are made of; read once for each request. */
export interface PersonContext extends Pick<LoadedFacts, 'preferences' | 'factors' | 'closed'> {
  person: Person
  organization: Organization
}

export async function loadPersonContext(world: World, personId: Id<'person'>): Promise<PersonContext> {
  const person = await personById(world, personId)
  return {
    person,
    organization: await organizationById(world, person.organizationId),
    preferences: await loadPreferences(world, person.organizationId),
    factors: await loadFactors(world, person.id),
    closed: await closedMethods(world, person.id),
  }
}

/**
 * Methods whose own addresses a code may go to. A set-up that is not finished, or not asked for because `2FA` is Off, does
 * not count: the text message that `UMA` asks for goes to the cell phone of the profile then, wherever else the person,
 * or somebody with their password, began to lead it.
 */
export function countingFactors(
  { person, preferences, factors }: PersonContext,
  { check, restsOnReset }: Pick<Decision, 'check' | 'restsOnReset'>,
): readonly Factor[] {
  const isAfterReset = check === 'reset-over' || (check === 'mailbox-alone' && person.resetAt !== null)
  if (isAfterReset && !restsOnReset) return factors
  return preferences.twoFactorOn && person.setUpAt !== null ? factors : []
}
