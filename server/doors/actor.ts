import type { FastifyRequest } from 'fastify'
import { type PersonActor, personActor } from '../base/actor.ts'
import type { CheckedSession } from '../features/sessions/session-check.flow.ts'
import { callerOf } from './caller.ts'
import type { Door } from './door.ts'

/** The person of the session, where this request comes from. */
export function actorOf(door: Door, session: CheckedSession, request: FastifyRequest): PersonActor {
  const { personId, displayName } = session
  return personActor({ id: personId, displayName }, callerOf(door, request))
}

/** The same with the organization it is done in. */
export function actingIn(door: Door, session: CheckedSession, request: FastifyRequest) {
  return { organizationId: session.organizationId, by: actorOf(door, session, request) }
}
