import type { PersonChange } from '../../../contract/api/people.ts'
import type { Right } from '../../../contract/words.ts'
import type { Actor } from '../../base/actor.ts'
import type { Id } from '../../base/id.ts'
import { Problem } from '../../base/problem.ts'
import { transaction } from '../../tools/transaction.ts'
import type { World } from '../../tools/world.ts'
import { tellOfWeakening } from '../messages/tell-of-weakening.flow.ts'
import { lockOrganization } from '../organizations/organizations.store.ts'
import { sendInvitation } from '../passwords/password-links.flow.ts'
import { lockPersonOf, type Person } from '../people/people.store.ts'
import { loadRights } from '../rights/rights.store.ts'
import { requireFresh } from '../sessions/freshness.ts'
import { requireLocation } from './add-person.flow.ts'
import { changeContact } from './change-contact.flow.ts'
import { changeRecord } from './change-record.flow.ts'
import { changeRights, keepAnAdministrator, mustStillAdminister } from './change-rights.flow.ts'
import { contactFields } from './contact-field.ts'
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
 * `last-administrator`, `no-right`, `cannot-grant`, `fresh-proof-needed`.
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
    await requireFreshToWeaken(world, input, { person, fields: read.fields })
    await changeRecord(world, by, { person, change: { userName, displayName, location } })
    await changeContactOf(world, input, { person, email, cellPhone })
    if (rights) await changeRights(world, by, { person, rights })
    if (active !== undefined) await setActive(world, by, { person, active })
    if (touchesAdministrators) await keepAnAdministrator(world, organizationId)
  })
  // What is kept of sessions may hold the old name, location or rights.
  world.sessionsEnded()
}

/** T4: another address, other rights or the way back in want a fresh proof; a name, a place, or the door shut does not. */
async function requireFreshToWeaken(
  world: World,
  input: ChangePerson,
  { person, fields: { email, cellPhone } }: { person: Person; fields: PersonFields },
): Promise<void> {
  const { active, rights } = input.change
  const weakens =
    (email !== undefined && email !== person.email) ||
    (cellPhone !== undefined && cellPhone !== person.cellPhone) ||
    (active === true && !person.active) ||
    (rights !== undefined && !sameRights(rights, await loadRights(world, person.id)))
  if (weakens) requireFresh(input, world.clock.now())
}

const sameRights = (some: readonly Right[], others: readonly Right[]) =>
  some.every((right) => others.includes(right)) && others.every((right) => some.includes(right))

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
  await tellOfAddresses(world, { by, person, email, cellPhone })
  // The invitation went to the old address, and its link works no more.
  const isNew = email !== undefined && email !== person.email
  if (!isNew || person.passwordHash !== null || !person.active) return
  await sendInvitation(world, { person: { ...person, email }, by })
}

type Typed = Pick<PersonFields, 'email' | 'cellPhone'> & { by: Actor; person: Person }

async function tellOfAddresses(world: World, { by, person, ...typed }: Typed): Promise<void> {
  const { organizationId, displayName, userName } = person
  for (const field of ['email', 'cellPhone'] as const) {
    const to = typed[field]
    if (to === undefined || to === person[field]) continue
    const { name, mask } = contactFields[field]
    const what = `The ${name} of ${displayName} (${userName}) was changed to ${to === null ? 'none' : mask(to)}.`
    await tellOfWeakening(world, { organizationId, by, what })
  }
}
