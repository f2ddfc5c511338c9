import type { OwnReset } from '../../../contract/api/profile.ts'
import type { World } from '../../tools/world.ts'
import type { Caller } from '../machines/caller.ts'
import { type Person, personById } from '../people/people.store.ts'
import { isRemembered } from '../policy/conditions.ts'
import { loadFactsOfSession } from '../policy/facts.store.ts'
import { loadPreferences } from '../preferences/preferences.store.ts'
import { holdersOf } from '../rights/rights.store.ts'
import { isFresh } from '../sessions/freshness.ts'
import type { OpenSession } from '../sessions/sessions.store.ts'
import { waysOut } from '../sign-in/ways-out.ts'

export interface Asking {
  session: OpenSession
  caller: Caller
}

/** R7.1a: what one's own reset wants here, and whom to ask where a code is wanted that cannot come any more. */
export async function readOwnReset(world: World, asking: Asking): Promise<OwnReset> {
  const person = await personById(world, asking.session.personId)
  const wants = await ownResetWants(world, { ...asking, person })
  const { twoFactorOn, supportLink } = await loadPreferences(world, person.organizationId)
  const isCodeAsked = wants === 'fresh-proof' && twoFactorOn && person.setUpAt !== null
  if (!isCodeAsked) return { wants, waysOut: [] }
  const holders = await holdersOf(world, person.organizationId, 'Admin-Disable 2 Factor Authentication')
  const ways = waysOut({
    check: 'no-method-left',
    locationId: person.locationId,
    administrators: holders.filter(({ id }) => id !== person.id),
    supportLink,
    opensAt: null,
  })
  return { wants, waysOut: ways }
}

/** The password where the person proved a code on this machine and connection and is still remembered, unless `OWNRESET` wants a code. */
export async function ownResetWants(
  world: World,
  { session, caller, person }: Asking & { person: Person },
): Promise<OwnReset['wants']> {
  if (isFresh(session, world.clock.now())) return 'nothing'
  const { facts, machine, preferences } = await loadFactsOfSession(world, person, { session, caller })
  // A session that was carried to another machine brings that machine's memory with it, and not its own.
  const isOwnMachine = machine !== undefined && machine.id === session.machineId
  return preferences.passwordResetsOwn && isOwnMachine && isRemembered(facts) ? 'password' : 'fresh-proof'
}
