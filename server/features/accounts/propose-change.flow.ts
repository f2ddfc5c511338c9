import { everybodysMethod } from '../../../contract/words.ts'
import { auditedBy, type PersonActor } from '../../base/actor.ts'
import type { World } from '../../tools/world.ts'
import { recordAudit } from '../audit/audit.store.ts'
import { loadFactors } from '../factors/factors.store.ts'
import { contactPendingNotice } from '../messages/notice.ts'
import { tellOfWeakening } from '../messages/tell-of-weakening.flow.ts'
import { tellPerson } from '../messages/tell-person.flow.ts'
import { momentWords } from '../messages/when.ts'
import type { Person } from '../people/people.store.ts'
import { contactFields } from './contact-field.ts'
import { insertPending, type PendingValue } from './pending-changes.store.ts'
import { makeChangeLink } from './undo-contact.flow.ts'

interface Proposing {
  by: PersonActor
  /** Held. */
  person: Person
  pending: PendingValue
  /** Null where another administrator has to confirm it. */
  countsAt: Date | null
}

/**
 * T4: written down to count later, in the caller's transaction. The administrators are told, and of another address all that are
 * known, with a link that stops it.
 */
export async function proposeChange(world: World, proposing: Proposing): Promise<void> {
  const { by, person, pending, countsAt } = proposing
  const { id: personId, organizationId } = person
  await insertPending(world, { organizationId, personId, by, pending, countsAt })
  await recordAudit(world, {
    organizationId,
    personId,
    ...auditedBy(by),
    event: 'change-proposed',
    data: { kind: pending.kind, countsAt: countsAt?.toISOString() ?? null },
  })
  const when =
    countsAt === null
      ? 'once another administrator confirms it on the page of that person'
      : `on ${momentWords(countsAt)}, unless another administrator confirms it before`
  const what = `${sentenceOf(person, pending)} It counts ${when}.`
  await tellOfWeakening(world, { organizationId, by, what })
  if (pending.kind === 'email' || pending.kind === 'cellPhone')
    await tellOld(world, { ...proposing, field: pending.kind, to: pending.value })
}

function sentenceOf({ displayName, userName }: Person, pending: PendingValue): string {
  const who = `${displayName} (${userName})`
  if (pending.kind === 'rights') return `${who} is to be given: ${pending.value.join(', ')}.`
  if (pending.kind === 'reset') return `The ways to confirm of ${who} are to be removed: ${pending.value}.`
  const { name, mask } = contactFields[pending.kind]
  return `The ${name} of ${who} is to be changed to ${mask(pending.value)}.`
}

async function tellOld(
  world: World,
  { by, person, countsAt, field, to }: Proposing & { field: 'email' | 'cellPhone'; to: string },
): Promise<void> {
  const { method, mask } = contactFields[field]
  const factors = await loadFactors(world, person.id)
  const codesTo = (of: string) => factors.find((factor) => factor.method === of)?.address ?? null
  const from = person[field]
  const link = await makeChangeLink(world, { person, by, field, from, to, codesFrom: codesTo(method) })
  const addresses = [person.email, codesTo(everybodysMethod)]
  const telling = { person, by, addresses, kind: 'address-changed', dropAt: link.expiresAt }
  await tellPerson(world, telling, (told) =>
    contactPendingNotice({
      ...told,
      field,
      from: from && mask(from),
      to: mask(to),
      countsAt,
      undo: link.address,
    }),
  )
}
