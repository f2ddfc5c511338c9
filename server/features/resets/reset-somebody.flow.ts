import { personActor } from '../../base/actor.ts'
import type { Id } from '../../base/id.ts'
import { Problem } from '../../base/problem.ts'
import type { World } from '../../tools/world.ts'
import { requireFresh } from '../sessions/freshness.ts'
import type { Asking } from './own-reset.flow.ts'
import { readReason } from './reason.ts'
import { resetTwoFactor } from './reset-two-factor.flow.ts'

/**
 * R7.1, T4: somebody else's, with a reason and a fresh proof; the administrators are told. One's own by this way wants the same, so
 * that the right is no way around the profile's. Throws `invalid-value`, `fresh-proof-needed`, `not-found`.
 */
export async function resetSomebody(
  world: World,
  { session, caller, personId, reason }: Asking & { personId: Id<'person'>; reason: string },
) {
  const isOwn = personId === session.personId
  const by = personActor({ id: session.personId, displayName: session.displayName }, caller)
  requireFresh({ by, freshAt: session.freshAt }, world.clock.now())
  const read = readReason(reason)
  if ('fault' in read) throw new Problem('invalid-value', { fields: { reason: read.fault } })
  return resetTwoFactor(world, {
    organizationId: session.organizationId,
    personId,
    reason: read.reason,
    by,
    keepSessionId: isOwn ? session.id : null,
  })
}
