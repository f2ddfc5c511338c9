import type { World } from '../../../tools/world.ts'
import { recordAudit } from '../../audit/audit.store.ts'
import { findLocation } from '../../organizations/locations.store.ts'
import type { Person } from '../../people/people.store.ts'
import { type PersonSaving, savePerson } from '../../people/save-person.store.ts'
import { requireLocation } from './add-person.flow.ts'
import type { Asker } from './asker.ts'

interface RecordChange {
  userName: string | undefined
  displayName: string | undefined
  locationId: string | null | undefined
}

/** Names and location. What stays the same is neither written nor audited. Throws `already-taken`, `invalid-value`. */
export async function changeRecord(
  world: World,
  { session, caller }: Asker,
  { person, change }: { person: Person; change: RecordChange },
): Promise<void> {
  const saving = whatDiffers(person, change)
  if (Object.keys(saving).length === 0) return
  // Looks at the location first: one that is not there must not be written.
  const changes = await changesOf(world, person, saving)
  await savePerson(world, person.id, saving)
  await recordAudit(world, {
    organizationId: person.organizationId,
    actorId: session.personId,
    personId: person.id,
    address: caller.address,
    event: 'person-changed',
    data: { changes },
  })
}

function whatDiffers(person: Person, { userName, displayName, locationId }: RecordChange): PersonSaving {
  return {
    ...(userName !== undefined && userName !== person.userName && { userName }),
    ...(displayName !== undefined && displayName !== person.displayName && { displayName }),
    ...(locationId !== undefined && locationId !== person.locationId && { locationId }),
  }
}

/** Old and new value of each field; locations by name. */
async function changesOf(world: World, person: Person, saving: PersonSaving) {
  const { userName, displayName, locationId } = saving
  return {
    ...(userName !== undefined && { userName: { from: person.userName, to: userName } }),
    ...(displayName !== undefined && { displayName: { from: person.displayName, to: displayName } }),
    ...(locationId !== undefined && { location: await locationChange(world, person, locationId) }),
  }
}

async function locationChange(world: World, { organizationId, locationId }: Person, to: string | null) {
  const after = await requireLocation(world, organizationId, to)
  const before = locationId ? await findLocation(world, organizationId, locationId) : undefined
  return { from: before?.name ?? null, to: after?.name ?? null }
}
