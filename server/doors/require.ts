import type { FastifyRequest } from 'fastify'
import type { Needs } from '../../contract/api/endpoint.ts'
import { type Right, rights } from '../../contract/words.ts'
import { Problem } from '../base/problem.ts'
import { isFresh } from '../features/sessions/freshness.ts'
import type { CheckedSession } from '../features/sessions/session-check.flow.ts'
import type { Door } from './door.ts'

async function findSession(
  { cookies, sessions }: Door,
  request: FastifyRequest,
): Promise<CheckedSession | undefined> {
  const token = cookies.read(request, 'session')
  return token ? await sessions.check(token) : undefined
}

/** The session of a request. Throws `no-session`. */
async function requireSession(door: Door, request: FastifyRequest): Promise<CheckedSession> {
  const session = await findSession(door, request)
  if (!session) throw new Problem('no-session')
  return session
}

/**
 * What an endpoint needs of its caller. Throws `no-session`, `no-right`, `fresh-proof-needed`. For `enrollment` the
 * session, if there is one: set-up itself tells whether a sign-in stands in for it.
 */
export async function requireNeeds(
  door: Door,
  request: FastifyRequest,
  needs: Needs,
): Promise<CheckedSession | undefined> {
  if (needs === 'nothing' || needs === 'sign-in') return undefined
  if (needs === 'enrollment') return findSession(door, request)
  const session = await requireSession(door, request)
  if (needs === 'fresh-proof') requireFreshProof(door, session)
  const sufficing = sufficingRights(needs)
  if (sufficing && !session.rights.some((held) => sufficing.includes(held))) throw new Problem('no-right')
  return session
}

/** For what wants a right as well. Throws `fresh-proof-needed`. */
export function requireFreshProof({ world }: Pick<Door, 'world'>, session: CheckedSession): void {
  if (!isFresh(session, world.clock.now())) throw new Problem('fresh-proof-needed')
}

/** Each of which opens the endpoint; undefined where it needs none. */
function sufficingRights(needs: Needs): readonly Right[] | undefined {
  if (typeof needs !== 'string') return needs
  return rights.includes(needs as Right) ? [needs as Right] : undefined
}
