import { cellPhoneMethod } from '../../../contract/words.ts'
import { type Actor, auditedBy } from '../../base/actor.ts'
import type { Id } from '../../base/id.ts'
import type { World } from '../../tools/world.ts'
import { recordAudit } from '../audit/audit.store.ts'
import { clearMethodLimit } from '../limits/method-limits.store.ts'
import { maskEmail, maskPhone } from '../messages/mask.ts'
import { cellPhoneChangedNotice, emailChangedNotice } from '../messages/notice.ts'
import { tellPerson } from '../messages/tell-person.flow.ts'
import type { Person } from '../people/people.store.ts'
import { savePerson } from '../people/save-person.store.ts'
import { endWhatRestsOn } from '../revocation/end-what-rests-on.flow.ts'

export interface ChangeContact {
  /** Held by this transaction. */
  person: Person
  /** As `readEmailAddress` gives it; absent leaves it. */
  email?: string
  /** E.164; null takes it away; absent leaves it. */
  cellPhone?: string | null
  by: Actor
  /** The person's own session that asks. */
  keepSessionId?: Id<'session'>
}

/**
 * R4.8, R8.2: an e-mail address or cell phone of the profile changes, by whomever. Connections are forgotten, half-finished
 * sign-ins end (a code of theirs may lie at the old address), the old and the new address are told. The addresses that
 * codes go to once set-up is finished stay as they were proved.
 */
export async function changeContact(world: World, input: ChangeContact): Promise<void> {
  if (input.email !== undefined && input.email !== input.person.email)
    await changeEmail(world, input, input.email)
  if (input.cellPhone !== undefined && input.cellPhone !== input.person.cellPhone)
    await changeCellPhone(world, input, input.cellPhone)
}

async function changeEmail(
  world: World,
  { person, by, keepSessionId }: ChangeContact,
  to: string,
): Promise<void> {
  const from = person.email
  await savePerson(world, person.id, { email: to })
  await endWhatRestsOn(world, 'email-changed', whoseOf(person, keepSessionId))
  await audit(world, {
    person,
    by,
    event: 'email-changed',
    from: mask(maskEmail, from),
    to: mask(maskEmail, to),
  })
  await tellPerson(world, { person, addresses: [from, to], kind: 'email-changed', by }, (told) =>
    emailChangedNotice({ ...told, from, to }),
  )
}

async function changeCellPhone(
  world: World,
  { person, by, email, keepSessionId }: ChangeContact,
  to: string | null,
): Promise<void> {
  const from = person.cellPhone
  await savePerson(world, person.id, { cellPhone: to })
  await endWhatRestsOn(world, 'cell-phone-changed', whoseOf(person, keepSessionId))
  // Text messages that were closed for wrong codes asked for a new number: here it is.
  await clearMethodLimit(world, person.id, cellPhoneMethod)
  await audit(world, {
    person,
    by,
    event: 'cell-phone-changed',
    from: mask(maskPhone, from),
    to: mask(maskPhone, to),
  })
  const addresses = [person.email, email]
  await tellPerson(world, { person, addresses, kind: 'cell-phone-changed', by }, (told) =>
    cellPhoneChangedNotice({ ...told, from, to }),
  )
}

const whoseOf = ({ id: personId }: Person, keepSessionId: Id<'session'> | undefined) => ({
  personId,
  keepSessionId,
})

interface Change {
  person: Person
  by: Actor
  event: string
  /** Masked, as `to`. */
  from: string | null
  to: string | null
}

const mask = (masked: (address: string) => string, address: string | null) => address && masked(address)

async function audit(world: World, { person, by, event, from, to }: Change): Promise<void> {
  await recordAudit(world, {
    organizationId: person.organizationId,
    ...auditedBy(by),
    personId: person.id,
    event,
    data: { before: from, after: to },
  })
}
