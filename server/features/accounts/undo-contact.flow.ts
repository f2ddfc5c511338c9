import type { ReportedChange } from '../../../contract/api/session.ts'
import { type Actor, actorName, type Place, personActor, placeOf } from '../../base/actor.ts'
import { day, later } from '../../base/duration.ts'
import { Problem } from '../../base/problem.ts'
import { transaction } from '../../tools/transaction.ts'
import type { World } from '../../tools/world.ts'
import { recordAudit } from '../audit/audit.store.ts'
import { loadFactors, saveFactor } from '../factors/factors.store.ts'
import { findLink, type Link, makeLink, useLinksFrom } from '../links/links.store.ts'
import { contactChangeReport, contactUndoneNotice } from '../messages/notice.ts'
import { tellHolders } from '../messages/tell-holders.flow.ts'
import { tellOfWeakening } from '../messages/tell-of-weakening.flow.ts'
import { tellPerson } from '../messages/tell-person.flow.ts'
import { organizationById } from '../organizations/organizations.store.ts'
import { lockPerson, type Person, personById } from '../people/people.store.ts'
import { savePerson } from '../people/save-person.store.ts'
import { endWhatRestsOn } from '../revocation/end-what-rests-on.flow.ts'
import { type ContactField, contactFields } from './contact-field.ts'
import { dropPending, pendingOf } from './pending-changes.store.ts'

/** Days in which whoever had the old address may undo a change (T6). */
const undoDays = 7

/** What a link takes back, and when and from where it was done. */
interface NotMyChange {
  field: ContactField
  from: string | null
  to: string | null
  /** Where codes of that kind went then; null where none were set up. */
  codesFrom: string | null
  at: string
  /** The name of somebody else who did it. */
  by: string | null
  place: Place | null
}

type Changed = Pick<NotMyChange, 'field' | 'from' | 'to' | 'codesFrom'> & { person: Person; by: Actor }

/** The address of the page that undoes a change of e-mail or cell phone. */
export async function makeChangeLink(
  world: World,
  { person, by, ...changed }: Changed,
): Promise<{ address: string; expiresAt: Date }> {
  const now = world.clock.now()
  const expiresAt = later(now, undoDays * day)
  const token = await makeLink<NotMyChange>(world, {
    organizationId: person.organizationId,
    personId: person.id,
    purpose: 'not-my-change',
    data: { ...changed, at: now.toISOString(), by: actorName(by, person.id), place: placeOf(by) },
    expiresAt,
  })
  return { address: `${world.publicUrl}/not-my-change#${token}`, expiresAt }
}

/** What the page shows before the button is pressed. Throws `link-over`. */
export async function lookAtChange(world: World, token: string): Promise<ReportedChange> {
  const { data, personId, organizationId } = await openLink(world, token)
  const person = await personById(world, personId)
  const { name: organization } = await organizationById(world, organizationId)
  const { field, from, to, at, by, place } = data
  const { mask } = contactFields[field]
  const shown = { field, from: from && mask(from), to: to && mask(to) }
  const pending = await pendingOf(world, personId)
  const waits = person[field] === from && pending.some(({ kind }) => kind === field)
  return { organization, displayName: person.displayName, at, by, ...shown, waits, place }
}

/**
 * T6 "this was not me": the address is what it was, and so is every one that was changed after it; where codes went goes back with it.
 * Sessions and all that waits end; the person and the administrators are told. Throws `link-over`.
 */
export async function undoChange(world: World, token: string, place: Place): Promise<void> {
  await transaction(world, async (world) => {
    const link = await openLink(world, token)
    const { personId, organizationId } = link
    const person = await lockPerson(world, personId)
    // Newest first, and this one last: it has the last word. Whoever came first has them all.
    const undone = await useLinksFrom<NotMyChange>(world, { personId, purpose: 'not-my-change', from: link })
    if (!undone.some(({ id }) => id === link.id)) throw new Problem('link-over')
    const stopped = await dropPending(world, personId)
    if (stopped > 0 && undone.every(({ data }) => person[data.field] === data.from))
      return tellStopped(world, person, place)
    const later = undone.filter(({ id }) => id !== link.id)
    for (const { data } of [...later, link]) await putBack(world, person, data)
    await endWhatRestsOn(world, 'contact-change-undone', { organizationId, personId })
    await recordAudit(world, {
      organizationId,
      actorId: personId,
      personId,
      address: place.address,
      event: 'contact-change-undone',
      data: { undone: undone.length, field: link.data.field },
    })
    await tell(world, person, place)
  })
}

/** It had not counted yet: nobody is signed out for it. */
async function tellStopped(world: World, person: Person, place: Place): Promise<void> {
  const { id: personId, organizationId, displayName, userName } = person
  const entry = { organizationId, actorId: personId, personId, address: place.address }
  await recordAudit(world, { ...entry, event: 'pending-change-stopped', data: {} })
  const what = `${displayName} (${userName}) says that the address that was typed for them is not theirs. It does not count.`
  await tellOfWeakening(world, { organizationId, by: personActor(person, place), what })
}

async function putBack(
  world: World,
  { id: personId, organizationId }: Person,
  { field, from, codesFrom }: NotMyChange,
): Promise<void> {
  const { method } = contactFields[field]
  await savePerson(world, personId, { [field]: from })
  const now = (await loadFactors(world, personId)).find((factor) => factor.method === method)
  // A way that was removed since stays removed: what is put back is where it leads.
  if (!now || codesFrom === null || now.address === codesFrom) return
  await saveFactor(world, { organizationId, personId, method, address: codesFrom, key: null })
}

/** At every address: those that were given meanwhile know, too, that they are none. */
async function tell(world: World, before: Person, place: Place): Promise<void> {
  const person = await personById(world, before.id)
  const by = personActor(person, place)
  const addresses = [before.email, person.email]
  await tellPerson(world, { person, addresses, kind: 'contact-change-undone', by }, contactUndoneNotice)
  const who = `${person.displayName} (${person.userName})`
  await tellHolders(
    world,
    {
      ...{ organizationId: person.organizationId, exceptId: person.id },
      ...({ right: 'Administer Users', kind: 'contact-change-undone' } as const),
    },
    (told) => contactChangeReport({ ...told, who, ...place }),
  )
}

type OpenLink = Link<NotMyChange> & { organizationId: string; personId: string }

async function openLink(world: World, token: string): Promise<OpenLink> {
  const link = await findLink<NotMyChange>(world, 'not-my-change', token)
  if (!link?.personId || !link.organizationId) throw new Problem('link-over')
  return { ...link, personId: link.personId, organizationId: link.organizationId }
}
