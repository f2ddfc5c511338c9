import { everybodysMethod, type Method } from '../../../contract/words.ts'
import { type Actor, auditedBy } from '../../base/actor.ts'
import type { Id } from '../../base/id.ts'
import type { World } from '../../tools/world.ts'
import { recordAudit } from '../audit/audit.store.ts'
import { loadFactors } from '../factors/factors.store.ts'
import { clearMethodLimit } from '../limits/method-limits.store.ts'
import { contactChangedNotice } from '../messages/notice.ts'
import { tellPerson } from '../messages/tell-person.flow.ts'
import type { Person } from '../people/people.store.ts'
import { savePerson } from '../people/save-person.store.ts'
import { noteBefore } from '../revocation/before-sign-in.store.ts'
import { endWhatRestsOn } from '../revocation/end-what-rests-on.flow.ts'
import { type ContactField, contactFields } from './contact-field.ts'
import { dropPendingOf } from './pending-changes.store.ts'
import { makeChangeLink } from './undo-contact.flow.ts'

export interface ChangeContact {
  /** Held by this transaction. */
  person: Person
  /** As `readEmailAddress` gives it; absent leaves it. */
  email?: string
  /** E.164; null takes it away; absent leaves it. */
  cellPhone?: string | null
  by: Actor
  /** The person's own session that asks. */
  keepSessionId?: Id<'session'> | null
  /** The person's own sign-in, which stands at set-up. */
  keepSignInId?: Id<'signIn'> | null
}

/**
 * R4.8, R8.2: an e-mail address or cell phone of the profile changes, by whomever. Connections are forgotten, half-finished
 * sign-ins end (a code of theirs may lie at the old address), and the old address is told how to undo it (T6). The addresses
 * that codes go to once set-up is finished stay as they were proved.
 */
export async function changeContact(world: World, input: ChangeContact): Promise<void> {
  for (const field of ['email', 'cellPhone'] as const) {
    const to = input[field]
    if (to !== undefined && to !== input.person[field]) await change(world, { ...input, field, to })
  }
}

interface Changing extends ChangeContact {
  field: ContactField
  to: string | null
}

async function change(world: World, { person, field, to, by, email, ...keep }: Changing) {
  const { event, method, mask } = contactFields[field]
  const from = person[field]
  const [before, after] = [from && mask(from), to && mask(to)]
  const factors = await loadFactors(world, person.id)
  const { keepSessionId, keepSignInId } = keep
  const madeIn = keepSessionId ?? keepSignInId
  if (madeIn) await noteBefore(world, person, madeIn)
  await savePerson(world, person.id, { [field]: to })
  // An address that waits was typed for the one that is gone now.
  await dropPendingOf(world, person.id, field)
  await endWhatRestsOn(world, event, { personId: person.id, keepSessionId, keepSignInId })
  // Text messages that were closed for wrong codes asked for a new number: here it is.
  if (field === 'cellPhone') await clearMethodLimit(world, person.id, method)
  await recordAudit(world, {
    organizationId: person.organizationId,
    ...auditedBy(by),
    personId: person.id,
    event,
    data: { before, after },
  })
  const codesTo = (of: Method) => factors.find((factor) => factor.method === of)?.address ?? null
  const link = await makeChangeLink(world, { person, by, field, from, to, codesFrom: codesTo(method) })
  const old = { person, by, addresses: [person.email, codesTo(everybodysMethod)], dropAt: link.expiresAt }
  await tellPerson(world, { ...old, kind: 'address-changed' }, (told) =>
    contactChangedNotice({ ...told, field, from: before, to: after, undo: link.address }),
  )
  // The new one, which the old ones are not; somebody else's mailbox gets no link to undo it.
  const isTold = (address: string | null | undefined) => address && !old.addresses.includes(address)
  const addresses = [field === 'email' ? to : email].filter(isTold)
  await tellPerson(world, { person, by, addresses, kind: event }, (told) =>
    contactChangedNotice({ ...told, field, from: before, to: after, undo: null }),
  )
}
