import {
  addLocation,
  changeLocation,
  listLocations,
  removeLocation,
  showLocation,
} from '../../features/locations/manage-locations.flow.ts'
import { actingIn } from '../actor.ts'
import type { Door } from '../door.ts'
import { endpoint } from './endpoint.ts'

export function locationsRoutes(door: Door): void {
  const { world } = door

  endpoint(door, 'GET /api/administration/locations', async ({ session }) =>
    listLocations(world, session.organizationId),
  )

  endpoint(door, 'POST /api/administration/locations', async ({ session, request, body }) => {
    const id = await addLocation(world, { ...actingIn(door, session, request), name: body.name })
    return showLocation(world, session.organizationId, id)
  })

  endpoint(door, 'GET /api/administration/locations/{id}', async ({ session, params }) =>
    showLocation(world, session.organizationId, params.id),
  )

  endpoint(door, 'PATCH /api/administration/locations/{id}', async ({ session, request, params, body }) => {
    await changeLocation(world, { ...actingIn(door, session, request), id: params.id, name: body.name })
    return showLocation(world, session.organizationId, params.id)
  })

  endpoint(door, 'DELETE /api/administration/locations/{id}', async ({ session, request, params, query }) =>
    removeLocation(world, {
      ...actingIn(door, session, request),
      id: params.id,
      moveTo: query.moveTo === 'none' ? null : query.moveTo,
    }),
  )
}
