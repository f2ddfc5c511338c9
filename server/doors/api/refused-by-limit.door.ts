import type { FastifyRequest } from 'fastify'
import { recordSummed } from '../../features/audit/audit.store.ts'
import { type Bounded, LimitReached, limitBehind } from '../../features/limits/limit-reached.ts'
import type { CheckedSession } from '../../features/sessions/session-check.flow.ts'
import { findSignIn } from '../../features/sign-in/sign-ins.store.ts'
import { callerOf } from '../caller.ts'
import type { Door } from '../door.ts'

interface Refused {
  request: FastifyRequest
  session: CheckedSession | undefined
}

/**
 * Whatever a bound refuses is told in the audit, with where it came from: here, where all that had begun is undone by now.
 * Where no organization is meant there is nobody to tell.
 */
export async function recordRefusal(
  door: Door,
  { request, session }: Refused,
  fault: unknown,
): Promise<void> {
  const limit = limitBehind(fault)
  if (limit === undefined) return
  const whose = (fault instanceof LimitReached && fault.whose) || session || (await ofSignIn(door, request))
  if (!whose) return
  const { address, network } = callerOf(door, request)
  const { organizationId, personId } = whose
  const actorId = session?.personId ?? null
  const data = { limit }
  await recordSummed(door.world, {
    organizationId,
    actorId,
    personId,
    address,
    network,
    event: 'slowed-down',
    data,
  })
}

async function ofSignIn({ world, cookies }: Door, request: FastifyRequest): Promise<Bounded | undefined> {
  const token = cookies.read(request, 'sign-in')
  return token === undefined ? undefined : findSignIn(world, token)
}
