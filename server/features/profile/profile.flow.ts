import type { OwnMethod, Profile } from '../../../contract/api/profile.ts'
import { type Method, methods } from '../../../contract/words.ts'
import type { World } from '../../tools/world.ts'
import { openMethods } from '../challenges/owned-challenges.store.ts'
import { type Factor, loadFactors } from '../factors/factors.store.ts'
import { showAddress } from '../factors/method-address.ts'
import { closedMethods } from '../limits/method-limits.store.ts'
import type { Caller } from '../machines/caller.ts'
import { showCellPhone } from '../people/cell-phone.ts'
import { personById } from '../people/people.store.ts'
import { loadPreferences } from '../preferences/preferences.store.ts'
import { readOwnReset } from '../resets/own-reset.flow.ts'
import { freshUntil } from '../sessions/freshness.ts'
import type { OpenSession } from '../sessions/sessions.store.ts'
import { newAddress } from './new-address.flow.ts'

/** Everything a person's own page shows, but lists. */
export async function readProfile(world: World, session: OpenSession, caller: Caller): Promise<Profile> {
  const person = await personById(world, session.personId)
  const preferences = await loadPreferences(world, person.organizationId)
  const { id, userName, displayName, email, cellPhone } = person
  return {
    id,
    userName,
    displayName,
    organization: session.organization,
    location: session.location,
    email,
    cellPhone,
    cellPhoneNational: cellPhone && showCellPhone(cellPhone),
    methods: await ownMethods(world, session, preferences.methods),
    default: person.defaultMethod,
    setUpAt: person.setUpAt?.toISOString() ?? null,
    twoFactorOn: preferences.twoFactorOn,
    unidentifiedMachineOn: preferences.unidentifiedMachineOn,
    frequencyDays: preferences.frequencyDays,
    resetHours: preferences.resetHours,
    passwordChangedAt: person.passwordChangedAt?.toISOString() ?? null,
    freshUntil: freshUntil(session, world.clock.now())?.toISOString() ?? null,
    ownReset: await readOwnReset(world, { session, caller }),
    newEmail: await newAddress(world, session, 'email'),
    newCellPhone: await newAddress(world, session, 'cellPhone'),
  }
}

async function ownMethods(
  world: World,
  { id: sessionId, personId }: OpenSession,
  allowed: readonly Method[],
): Promise<OwnMethod[]> {
  const factors = await loadFactors(world, personId)
  const closed = await closedMethods(world, personId)
  const owner = { signInId: null, sessionId }
  const pending = await openMethods(world, { owner, purpose: 'enrollment' })
  return methods.map((method) => {
    const factor = factors.find((one) => one.method === method)
    return {
      method,
      state: factor ? 'ready' : pending.includes(method) ? 'pending' : 'none',
      since: factor?.readyAt.toISOString() ?? null,
      address: factor ? shownAddress(factor) : null,
      allowed: allowed.includes(method),
      lockedUntil: closed.get(method)?.toISOString() ?? null,
      disabled: closed.get(method) === null,
    }
  })
}

function shownAddress({ method, address }: Factor): string | null {
  return address && showAddress(method, address)
}
