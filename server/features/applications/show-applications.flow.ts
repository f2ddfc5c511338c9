import type { AdministeredApplication } from '../../../contract/api/applications.ts'
import type { Id } from '../../base/id.ts'
import { Problem } from '../../base/problem.ts'
import type { World } from '../../tools/world.ts'
import type { Application } from './application.ts'
import { applicationsOf, findApplication, openerNames, openersOf } from './applications.store.ts'

export async function listApplications(
  world: World,
  organizationId: Id<'organization'>,
): Promise<AdministeredApplication[]> {
  const shown: AdministeredApplication[] = []
  for (const application of await applicationsOf(world, organizationId))
    shown.push(await administered(world, application))
  return shown
}

/** Throws `not-found`, also for another organization's. */
export async function showApplication(
  world: World,
  organizationId: Id<'organization'>,
  id: Id<'application'>,
): Promise<AdministeredApplication> {
  const application = await findApplication(world, id)
  if (application?.organizationId !== organizationId) throw new Problem('not-found')
  return administered(world, application)
}

async function administered(world: World, application: Application): Promise<AdministeredApplication> {
  const { id, name, line, address, isOn, demands, client } = application
  const { everybody, groups, locations, people } = await openerNames(world, await openersOf(world, id))
  return {
    ...{ id, name, line, address, isOn },
    whoMayOpen: { everybody, groups: [...groups], locations: [...locations], people: [...people] },
    demands: { ...demands, methods: demands.methods && [...demands.methods] },
    openIdConnect: client && {
      issuer: `${world.publicUrl}/oidc`,
      clientId: id,
      redirectUris: [...client.redirectUris],
      afterSignOutUris: [...client.afterSignOutUris],
      isPublic: client.isPublic,
    },
  }
}
