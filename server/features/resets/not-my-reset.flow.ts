import type { ReportedSignIn } from '../../../contract/api/session.ts'
import { type PersonActor, type Place, personActor } from '../../base/actor.ts'
import type { Id } from '../../base/id.ts'
import { Problem } from '../../base/problem.ts'
import { transaction } from '../../tools/transaction.ts'
import type { World } from '../../tools/world.ts'
import { recordAudit } from '../audit/audit.store.ts'
import { codeAddress } from '../enrollment/make-ready.flow.ts'
import { findLink, type Link, makeLink, useLink } from '../links/links.store.ts'
import { resetUndoneNotice, resetUndoneReport } from '../messages/reset-notices.ts'
import { tellHolders } from '../messages/tell-holders.flow.ts'
import { tellPerson } from '../messages/tell-person.flow.ts'
import { organizationById } from '../organizations/organizations.store.ts'
import { lockPerson, type Person, personById } from '../people/people.store.ts'
import { endWhatRestsOn } from '../revocation/end-what-rests-on.flow.ts'
import { putMethodsBack, sealedMethods } from './removed-methods.store.ts'

/** When and from where the reset was asked for. */
type NotMyReset = Place & { at: string }

/** The address of the page that undoes one's own reset (R7.1a), good as long as the reset is open. */
export async function makeUndoLink(
  world: World,
  { person, place, openUntil }: { person: Person; place: Place; openUntil: Date },
): Promise<string> {
  const { browser, system, address } = place
  const token = await makeLink<NotMyReset>(world, {
    organizationId: person.organizationId,
    personId: person.id,
    purpose: 'not-my-reset',
    data: { at: world.clock.now().toISOString(), browser, system, address },
    expiresAt: openUntil,
  })
  return `${world.publicUrl}/not-my-reset#${token}`
}

/** What the page shows before the button is pressed. Throws `link-over`, also where set-up was finished since. */
export async function lookAtReset(world: World, token: string): Promise<ReportedSignIn> {
  const { data, personId, organizationId } = await openLink(world, token)
  if ((await sealedMethods(world, personId)) === null) throw new Problem('link-over')
  const { displayName } = await personById(world, personId)
  return { organization: (await organizationById(world, organizationId)).name, displayName, ...data }
}

/**
 * R7.1a "this was not me": the ways that were removed count again, in the place of what was begun since; the reset,
 * sessions and half-finished sign-ins end; the person and the administrators are told. Throws `link-over`.
 */
export async function undoReset(world: World, token: string, place: Place): Promise<void> {
  await transaction(world, async (world) => {
    const { id, personId, organizationId, data } = await openLink(world, token)
    const person = await lockPerson(world, personId)
    const sealed = await sealedMethods(world, personId)
    // Whoever finished set-up meanwhile, or lost the reset otherwise, has nothing to get back.
    if (sealed === null || !(await useLink(world, id))) throw new Problem('link-over')
    const begun = await codeAddress(world, personId)
    await putMethodsBack(world, person, sealed)
    await endWhatRestsOn(world, 'reset-undone', { organizationId, personId })
    const { address } = place
    const event = { organizationId, actorId: personId, personId, address, event: 'reset-undone', data }
    await recordAudit(world, { ...event, data: { ...data } })
    await tellOfIt(world, { person, by: personActor(person, place), begun })
  })
}

async function tellOfIt(
  world: World,
  { person, by, begun }: { person: Person; by: PersonActor; begun: string | null },
): Promise<void> {
  const addresses = [person.email, await codeAddress(world, person.id), begun]
  await tellPerson(world, { person, addresses, kind: 'reset-undone', by }, resetUndoneNotice)
  const who = `${person.displayName} (${person.userName})`
  const telling = {
    organizationId: person.organizationId,
    exceptId: person.id,
    right: 'Admin-Disable 2 Factor Authentication',
    kind: 'reset-undone',
  } as const
  await tellHolders(world, telling, (told) => resetUndoneReport({ ...told, who, ...by.place }))
}

type OpenLink = Link<NotMyReset> & { organizationId: Id<'organization'>; personId: Id<'person'> }

async function openLink(world: World, token: string): Promise<OpenLink> {
  const link = await findLink<NotMyReset>(world, 'not-my-reset', token)
  if (!link?.personId || !link.organizationId) throw new Problem('link-over')
  return { ...link, personId: link.personId, organizationId: link.organizationId }
}
