import { auditPage } from '../../features/audit-trail/list-entries.flow.ts'
import type { Door } from '../door.ts'
import { endpoint } from './endpoint.ts'

export function auditRoutes(door: Door): void {
  endpoint(door, 'GET /api/administration/audit', async ({ session, query }) => {
    const { after, limit, event, person: personId, actor: actorId, from, to } = query
    return auditPage(door.world, {
      organizationId: session.organizationId,
      seesAddresses: session.rights.includes('Administer Users'),
      after,
      limit,
      event,
      personId,
      actorId,
      from: from === undefined ? undefined : new Date(from),
      to: to === undefined ? undefined : new Date(to),
    })
  })
}
