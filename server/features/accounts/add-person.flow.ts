import type { BodyOf } from '../../../contract/api/endpoints.ts'
import { type Actor, auditedBy } from '../../base/actor.ts'
import type { Id } from '../../base/id.ts'
import { Problem } from '../../base/problem.ts'
import { transaction } from '../../tools/transaction.ts'
import type { World } from '../../tools/world.ts'
import { recordAudit } from '../audit/audit.store.ts'
import { type Location, lockLocation } from '../locations/locations.store.ts'
import { lockOrganization } from '../organizations/organizations.store.ts'
import { sendInvitation } from '../passwords/password-links.flow.ts'
import { insertPerson, personById } from '../people/people.store.ts'
import { loadPreferences } from '../preferences/preferences.store.ts'
import { grantRight } from '../rights/rights.store.ts'
import { requireFresh } from '../sessions/freshness.ts'
import { requireMayGrant, tellOfGranted } from './change-rights.flow.ts'
import { readPersonFields } from './person-fields.ts'
import { proposeChange } from './propose-change.flow.ts'

export interface AddPerson {
  organizationId: Id<'organization'>
  by: Actor
  /** When whoever adds last gave a fresh proof; rights want one. */
  freshAt: Date | null
  typed: BodyOf<'POST /api/administration/people'>
}

/** R9.4: adds one person, and invites them to choose a password where there is an e-mail address. Tells the id. Throws `invalid-value`, `already-taken`, `cannot-grant`, `fresh-proof-needed`. */
export async function addPerson(
  world: World,
  { organizationId, by, freshAt, typed }: AddPerson,
): Promise<Id<'person'>> {
  const { rights = [], locationId = null, email: address, ...fields } = typed
  const read = readPersonFields({ ...fields, email: address?.trim() || undefined })
  if ('faults' in read) throw new Problem('invalid-value', { fields: read.faults })
  const { userName = '', displayName = '', email = null, cellPhone = null } = read.fields
  const granted = [...new Set(rights)]
  if (granted.length > 0) requireFresh({ by, freshAt }, world.clock.now())
  return transaction(world, async (world) => {
    if (granted.length > 0) await lockOrganization(world, organizationId)
    await requireMayGrant(world, by, { personId: null, granted })
    const location = await requireLocation(world, organizationId, locationId)
    const person = { organizationId, userName, displayName, email, cellPhone, locationId }
    const personId = await insertPerson(world, { ...person, passwordHash: null })
    const { fourEyes } = await loadPreferences(world, organizationId)
    const waits = fourEyes && by.kind === 'person' && granted.length > 0
    if (!waits) for (const right of granted) await grantRight(world, { organizationId, personId, right })
    const data = { userName, displayName, email, cellPhone, location: location?.name ?? null, rights }
    await recordAudit(world, { organizationId, personId, ...auditedBy(by), event: 'person-added', data })
    if (waits)
      await proposeChange(world, {
        by,
        person: await personById(world, personId),
        pending: { kind: 'rights', value: granted },
        countsAt: null,
      })
    else await tellOfGranted(world, by, { person, granted })
    await sendInvitation(world, { person: { ...person, id: personId }, by })
    return personId
  })
}

/** Null for no location. Throws `invalid-value` for one this organization does not have. */
export async function requireLocation(
  world: World,
  organizationId: Id<'organization'>,
  id: Id<'location'> | null,
): Promise<Location | null> {
  if (id === null) return null
  const location = await lockLocation(world, organizationId, id)
  if (!location) throw new Problem('invalid-value', { fields: { locationId: 'There is no such location.' } })
  return location
}
