import type { FastifyRequest } from 'fastify'
import type { Needs } from '../../contract/api/endpoint.ts'
import type { Right } from '../../contract/words.ts'
import { rights } from '../../contract/words.ts'
import { Problem } from '../base/problem.ts'
import type { CheckedSession } from '../features/sessions/session-check.flow.ts'
import type { Door } from './door.ts'

/** The session of a request. Throws `no-session`. */
export async function requireSession(
  { cookies, sessions }: Door,
  request: FastifyRequest,
): Promise<CheckedSession> {
  const token = cookies.read(request, 'session')
  const session = token ? await sessions.check(token) : undefined
  if (!session) throw new Problem('no-session')
  return session
}

/** What an endpoint needs of its caller. Throws `no-session`, `no-right`. */
export async function requireNeeds(
  door: Door,
  request: FastifyRequest,
  needs: Needs,
): Promise<CheckedSession | undefined> {
  if (needs === 'nothing' || needs === 'sign-in') return undefined
  const session = await requireSession(door, request)
  if (rights.includes(needs as Right) && !session.rights.includes(needs as Right))
    throw new Problem('no-right')
  return session
}
