import { type Actor, auditedBy } from '../../base/actor.ts'
import type { World } from '../../tools/world.ts'
import { recordAudit } from '../audit/audit.store.ts'
import { findLocation, type Location } from '../locations/locations.store.ts'
import type { Person } from '../people/people.store.ts'
import { savePerson } from '../people/save-person.store.ts'

export interface RecordChange {
  userName: string | undefined
  displayName: string | undefined
  /** Held by this transaction; null or blank for none, undefined leaves it. */
  location: Location | null | undefined | ''
}

/** Names and location. What stays the same is neither written nor audited. Throws `already-taken`. */
export async function changeRecord(
  world: World,
  by: Actor,
  { person, change }: { person: Person; change: RecordChange },
): Promise<void> {
  const { userName, displayName } = change
  const location = change.location === undefined ? undefined : change.location || null
  const changes = {
    ...differs('userName', person.userName, userName),
    ...differs('displayName', person.displayName, displayName),
    ...(await locationDiffers(world, person, location)),
  }
  if (Object.keys(changes).length === 0) return
  await savePerson(world, person.id, {
    ...(userName !== undefined && { userName }),
    ...(displayName !== undefined && { displayName }),
    ...(location !== undefined && { locationId: location?.id ?? null }),
  })
  await recordAudit(world, {
    organizationId: person.organizationId,
    personId: person.id,
    ...auditedBy(by),
    event: 'person-changed',
    data: { changes },
  })
}

/** Old and new value under the name of the field; nothing where it stays. */
function differs(field: string, from: string | null, to: string | null | undefined) {
  return to === undefined || to === from ? {} : { [field]: { from, to } }
}

async function locationDiffers(
  world: World,
  { organizationId, locationId }: Person,
  to: Location | null | undefined,
) {
  if (to === undefined || (to?.id ?? null) === locationId) return {}
  const from = locationId ? await findLocation(world, organizationId, locationId) : undefined
  return { location: { from: from?.name ?? null, to: to?.name ?? null } }
}
