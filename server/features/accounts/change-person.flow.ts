import type { PersonChange } from '../../../contract/api/people.ts'
import type { Right } from '../../../contract/words.ts'
import type { Actor } from '../../base/actor.ts'
import { hour, later } from '../../base/duration.ts'
import type { Id } from '../../base/id.ts'
import { Problem } from '../../base/problem.ts'
import { transaction } from '../../tools/transaction.ts'
import type { World } from '../../tools/world.ts'
import { happenedTo } from '../audit/audit.store.ts'
import { tellOfWeakening } from '../messages/tell-of-weakening.flow.ts'
import { lockOrganization } from '../organizations/organizations.store.ts'
import { sendInvitation } from '../passwords/password-links.flow.ts'
import { hasSignedIn, lockPersonOf, type Person, personById } from '../people/people.store.ts'
import { loadPreferences } from '../preferences/preferences.store.ts'
import { loadRights } from '../rights/rights.store.ts'
import { wantsFourEyes } from '../rights/wants-four-eyes.flow.ts'
import { requireFresh } from '../sessions/freshness.ts'
import { requireLocation } from './add-person.flow.ts'
import { changeContact } from './change-contact.flow.ts'
import { changeRecord } from './change-record.flow.ts'
import {
  changeRights,
  keepAnAdministrator,
  mustStillAdminister,
  requireMayGrant,
} from './change-rights.flow.ts'
import { type ContactField, contactFields } from './contact-field.ts'
import { countsFrom, waitingHours } from './must-wait.ts'
import { type PersonFields, readPersonFields } from './person-fields.ts'
import { proposeChange } from './propose-change.flow.ts'
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
    await changeContactOf(world, {
      by,
      person,
      ...(email !== undefined && { email }),
      ...(cellPhone !== undefined && { cellPhone }),
    })
    if (rights) await changeRightsOf(world, { by, person, rights })
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

interface AskedRights {
  by: Actor
  person: Person
  rights: readonly Right[]
}

/** What is taken away is taken at once; what is given waits under `FOUREYES`. */
async function changeRightsOf(world: World, { by, person, rights }: AskedRights): Promise<void> {
  const held = await loadRights(world, person.id)
  const granted = rights.filter((right) => !held.includes(right))
  const { fourEyes } = await loadPreferences(world, person.organizationId)
  if (by.kind !== 'person' || !fourEyes || granted.length === 0)
    return changeRights(world, by, { person, rights })
  await requireMayGrant(world, by, { personId: person.id, granted })
  await changeRights(world, by, { person, rights: rights.filter((right) => held.includes(right)) })
  await proposeChange(world, { by, person, pending: { kind: 'rights', value: granted }, countsAt: null })
}

type Typed = Pick<PersonFields, 'email' | 'cellPhone'> & { by: Actor; person: Person }

/** T4: what an administrator typed may have to wait; an invitation goes to the new address once it counts. */
async function changeContactOf(world: World, { by, person, ...typed }: Typed): Promise<void> {
  const isHere = await hasSignedIn(world, person.id)
  const fourEyes = await wantsFourEyes(world, person)
  for (const field of ['email', 'cellPhone'] as const) {
    const to = typed[field]
    if (to === undefined || to === person[field]) continue
    const from = person[field]
    const changedLately = field === 'cellPhone' && (await isPhoneChangedLately(world, person.id))
    const asked = { field, from, to, hasSignedIn: isHere, changedLately, wantsFourEyes: fourEyes }
    const { at } = countsFrom(asked, world.clock.now())
    if (by.kind !== 'person' || at === 'once' || to === null) {
      await changeContact(world, { person, [field]: to, by })
      await tellOfAddress(world, { by, person, field, to })
    } else {
      const countsAt = at === 'confirmed' ? null : at
      await proposeChange(world, { by, person, pending: { kind: field, value: to }, countsAt })
    }
  }
  const { email } = typed
  // The invitation went to the old address, and its link works no more.
  const isNew = email !== undefined && (await personById(world, person.id)).email !== person.email
  if (!isNew || person.passwordHash !== null || !person.active) return
  await sendInvitation(world, { person: { ...person, email }, by })
}

async function isPhoneChangedLately(world: World, personId: Id<'person'>): Promise<boolean> {
  const since = later(world.clock.now(), -waitingHours * hour)
  const { event } = contactFields.cellPhone
  return (await happenedTo(world, { personId, events: [event], since })).length > 0
}

interface ToldAddress {
  by: Actor
  person: Person
  field: ContactField
  to: string | null
}

async function tellOfAddress(world: World, { by, person, field, to }: ToldAddress): Promise<void> {
  const { organizationId, displayName, userName } = person
  const { name, mask } = contactFields[field]
  const what = `The ${name} of ${displayName} (${userName}) was changed to ${to === null ? 'none' : mask(to)}.`
  await tellOfWeakening(world, { organizationId, by, what })
}
