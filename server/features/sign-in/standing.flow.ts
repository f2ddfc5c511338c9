import type { Method } from '../../../contract/words.ts'
import type { World } from '../../tools/world.ts'
import { type Factor, loadFactors } from '../factors/factors.store.ts'
import { closedMethods } from '../limits/method-limits.store.ts'
import { type Organization, organizationById } from '../organizations/organizations.store.ts'
import { type Person, personById } from '../people/people.store.ts'
import { loadPreferences } from '../preferences/preferences.store.ts'
import type { Preferences } from '../preferences/preferences.ts'

/** What the codes and pages of somebody's sign-in are made of; read once for each request. */
export interface Standing {
  person: Person
  organization: Organization
  preferences: Preferences
  factors: readonly Factor[]
  closed: ReadonlyMap<Method, Date | null>
}

export async function loadStanding(world: World, personId: string): Promise<Standing> {
  const person = await personById(world, personId)
  return {
    person,
    organization: await organizationById(world, person.organizationId),
    preferences: await loadPreferences(world, person.organizationId),
    factors: await loadFactors(world, person.id),
    closed: await closedMethods(world, person.id),
  }
}
