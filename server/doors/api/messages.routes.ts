import { messagesPage, sendAgain } from '../../features/messages/list-messages.flow.ts'
import type { CheckedSession } from '../../features/sessions/session-check.flow.ts'
import { actorOf } from '../actor.ts'
import type { Door } from '../door.ts'
import { endpoint } from './endpoint.ts'

export function messagesRoutes(door: Door): void {
  const { world } = door

  endpoint(door, 'GET /api/administration/messages', async ({ session, query }) =>
    messagesPage(world, { ...readerOf(session), after: query.after, limit: query.limit, state: query.state }),
  )

  endpoint(door, 'POST /api/administration/messages/{id}/send-again', async ({ session, params, request }) =>
    sendAgain(world, { ...readerOf(session), ...params, by: actorOf(door, session, request) }),
  )
}

function readerOf({ organizationId, rights }: CheckedSession) {
  return { organizationId, seesAddresses: rights.includes('Administer Users') }
}
