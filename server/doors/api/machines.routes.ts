import { changeMachine, machinesPage, machineWithUses } from '../../features/machines/manage-machines.flow.ts'
import { revokeMachine } from '../../features/revocation/revoke-machine.flow.ts'
import { actingIn } from '../actor.ts'
import type { Door } from '../door.ts'
import { endpoint } from './endpoint.ts'

export function machinesRoutes(door: Door): void {
  const { world } = door

  endpoint(door, 'GET /api/administration/machines', async ({ session, query }) => {
    const { location: locationId, ...rest } = query
    const { organizationId } = session
    return machinesPage(world, { ...rest, state: query.state, locationId, organizationId })
  })

  endpoint(door, 'GET /api/administration/machines/{id}', async ({ session, params }) =>
    machineWithUses(world, session.organizationId, params.id),
  )

  endpoint(door, 'PATCH /api/administration/machines/{id}', async ({ session, params, body, request }) => {
    const { name, locationId } = body
    await changeMachine(world, { ...actingIn(door, session, request), ...params, name, locationId })
    return machineWithUses(world, session.organizationId, params.id)
  })

  endpoint(door, 'DELETE /api/administration/machines/{id}', async ({ session, params, request }) =>
    revokeMachine(world, { ...actingIn(door, session, request), ...params, sessionId: session.id }),
  )
}
