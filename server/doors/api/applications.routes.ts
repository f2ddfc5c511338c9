import { ownApplications, showOpening } from '../../features/applications/own-applications.flow.ts'
import { listApplications, showApplication } from '../../features/applications/show-applications.flow.ts'
import type { Door } from '../door.ts'
import { endpoint } from './endpoint.ts'

export function applicationsRoutes(door: Door): void {
  const { world } = door

  endpoint(door, 'GET /api/applications', async ({ session }) => ownApplications(world, session))

  endpoint(door, 'GET /api/applications/{id}', async ({ session, params }) =>
    showOpening(world, session, params.id),
  )

  endpoint(door, 'GET /api/administration/applications', async ({ session }) =>
    listApplications(world, session.organizationId),
  )

  endpoint(door, 'GET /api/administration/applications/{id}', async ({ session, params }) =>
    showApplication(world, session.organizationId, params.id),
  )
}
