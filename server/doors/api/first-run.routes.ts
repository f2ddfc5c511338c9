import { firstRun } from '../../features/first-run/first-run.flow.ts'
import { hasNoOrganization } from '../../features/organizations/organizations.store.ts'
import { addressOf } from '../../tools/http/client-address.ts'
import type { Door } from '../door.ts'
import { endpoint } from './endpoint.ts'

export function firstRunRoutes(door: Door): void {
  const { world } = door

  endpoint(door, 'GET /api/first-run', async () => ({ open: await hasNoOrganization(world) }))

  endpoint(door, 'POST /api/first-run', async ({ body, request }) =>
    firstRun(world, { ...body, address: addressOf(request) }),
  )
}
