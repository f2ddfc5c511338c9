import type { ReportedSignIn } from '../../../contract/api/session.ts'
import type { Id } from '../../base/id.ts'
import { Problem } from '../../base/problem.ts'
import { transaction } from '../../tools/transaction.ts'
import type { World } from '../../tools/world.ts'
import { recordAudit } from '../audit/audit.store.ts'
import { findLink, type Link, useLink } from '../links/links.store.ts'
import { isProvedByOthers } from '../machines/machines.store.ts'
import { reportedSignInNotice } from '../messages/notice.ts'
import { tellHolders } from '../messages/tell-holders.flow.ts'
import { organizationById } from '../organizations/organizations.store.ts'
import { closePassword, lockPerson, type Person, personById } from '../people/people.store.ts'
import { takeBack } from '../revocation/before-sign-in.store.ts'
import { endWhatRestsOn } from '../revocation/end-what-rests-on.flow.ts'
import type { NotMe } from './new-connection.flow.ts'

/** What the page shows before the button is pressed. Throws `link-over`. */
export async function lookAtReport(world: World, token: string): Promise<ReportedSignIn> {
  const { data, personId, organizationId } = await openLink(world, token)
  const { at, browser, system, address } = data
  const { displayName } = await personById(world, personId)
  const organization = (await organizationById(world, organizationId)).name
  return { organization, displayName, at, browser, system, address }
}

/**
 * R8.1 "this was not me": sessions end, the connection and the machine's recognition are forgotten, what was changed is as it was
 * before, the password opens nothing until another is chosen, administrators are told. What others proved on the machine
 * since stays (T9).
 */
export async function reportSignIn(world: World, token: string, address: string): Promise<void> {
  await transaction(world, async (world) => {
    const { id, data, personId, organizationId } = await openLink(world, token)
    // A sign-in of this moment is over before, and ends, or comes after, and finds nothing remembered.
    const person = await lockPerson(world, personId)
    if (!(await useLink(world, id))) throw new Problem('link-over')
    const { connectionId } = data
    const since = new Date(data.at)
    const takenBack = await takeBack(world, person, { connectionId, since })
    await closePassword(world, personId)
    const isOthers = await isProvedByOthers(world, data.machineId, { since, personId })
    const machineId = isOthers ? null : data.machineId
    await endWhatRestsOn(world, 'sign-in-reported', { organizationId, personId, machineId, connectionId })
    await recordAudit(world, {
      organizationId,
      actorId: personId,
      personId,
      address,
      event: 'sign-in-reported',
      data: { ...data, takenBack },
    })
    await tellAdministrators(world, { organizationId, person, data })
  })
}

type NotMeLink = Link<NotMe> & { organizationId: Id<'organization'>; personId: Id<'person'> }

async function openLink(world: World, token: string): Promise<NotMeLink> {
  const link = await findLink<NotMe>(world, 'not-me', token)
  if (!link?.personId || !link.organizationId) throw new Problem('link-over')
  return { ...link, personId: link.personId, organizationId: link.organizationId }
}

interface Reported {
  organizationId: Id<'organization'>
  person: Pick<Person, 'displayName' | 'userName'>
  data: NotMe
}

async function tellAdministrators(world: World, { organizationId, person, data }: Reported): Promise<void> {
  const { at, browser, system, address } = data
  const reportedBy = `${person.displayName} (${person.userName})`
  const telling = {
    organizationId,
    exceptId: null,
    right: 'Administer Users',
    kind: 'sign-in-reported',
  } as const
  await tellHolders(world, telling, (told) =>
    reportedSignInNotice({ ...told, reportedBy, at: new Date(at), browser, system, address }),
  )
}
