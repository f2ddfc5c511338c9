import type { PersonChange } from '../../../contract/api/people.ts'
import type { Actor } from '../../base/actor.ts'
import type { Id } from '../../base/id.ts'
import { Problem } from '../../base/problem.ts'
import { transaction } from '../../tools/transaction.ts'
import type { World } from '../../tools/world.ts'
import { lockOrganization } from '../organizations/organizations.store.ts'
import { sendInvitation } from '../passwords/password-links.flow.ts'
import { lockPersonOf, type Person } from '../people/people.store.ts'
import { isFresh } from '../sessions/freshness.ts'
import { requireLocation } from './add-person.flow.ts'
import { changeContact } from './change-contact.flow.ts'
import { changeRecord } from './change-record.flow.ts'
import { changeRights, keepAnAdministrator, mustStillAdminister } from './change-rights.flow.ts'
import { type PersonFields, readPersonFields } from './person-fields.ts'
import { setActive } from './set-active.flow.ts'

export interface ChangePerson {
  organizationId: Id<'organization'>
  by: Actor
  /** When whoever changes last gave a fresh proof. */
  freshAt: Date | null
  personId: Id<'person'>
  change: PersonChange
}

/**
 * R9.1, R9.2: changes what is given, all or nothing. Throws `invalid-value`, `already-taken`, `not-found`,
 * `last-administrator`, `no-right`, `fresh-proof-needed`.
 */
export async function changePerson(world: World, input: ChangePerson): Promise<void> {
  const { active, rights, locationId, ...typed } = input.change
  const read = readPersonFields(typed)
  if ('faults' in read) throw new Problem('invalid-value', { fields: read.faults })
  const { userName, displayName, email, cellPhone } = read.fields
  const { organizationId, by } = input
  await transaction(world, async (world) => {
    const touchesAdministrators = active !== undefined || rights !== undefined
    if (touchesAdministrators) await lockOrganization(world, organizationId)
    await mustStillAdminister(world, by)
    const location = locationId && (await requireLocation(world, organizationId, locationId))
    const person = await lockPersonOf(world, { organizationId, personId: input.personId })
    if (!person) throw new Problem('not-found')
    requireFreshForOwn(world, input, { person, fields: read.fields })
    await changeRecord(world, by, { person, change: { userName, displayName, location } })
    await changeContactOf(world, input, { person, email, cellPhone })
    if (rights) await changeRights(world, by, { person, rights })
    if (active !== undefined) await setActive(world, by, { person, active })
    if (touchesAdministrators) await keepAnAdministrator(world, organizationId)
  })
  // What is kept of sessions may hold the old name, location or rights.
  world.sessionsEnded()
}

/** The right to administer is no way around the proof that one's own profile asks for. */
function requireFreshForOwn(
  world: World,
  { by, freshAt }: ChangePerson,
  { person, fields: { email, cellPhone } }: { person: Person; fields: PersonFields },
): void {
  if (by.kind !== 'person' || person.id !== by.personId) return
  const isSensitive =
    (email !== undefined && email !== person.email) ||
    (cellPhone !== undefined && cellPhone !== person.cellPhone)
  if (isSensitive && !isFresh({ freshAt }, world.clock.now())) throw new Problem('fresh-proof-needed')
}

async function changeContactOf(
  world: World,
  { by }: ChangePerson,
  { person, email, cellPhone }: Pick<PersonFields, 'email' | 'cellPhone'> & { person: Person },
): Promise<void> {
  await changeContact(world, {
    person,
    ...(email !== undefined && { email }),
    ...(cellPhone !== undefined && { cellPhone }),
    by,
  })
  // The invitation went to the old address, and its link works no more.
  const isNew = email !== undefined && email !== person.email
  if (!isNew || person.passwordHash !== null || !person.active) return
  await sendInvitation(world, { person: { ...person, email }, by })
}
