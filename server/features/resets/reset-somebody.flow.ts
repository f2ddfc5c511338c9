import { type PersonActor, personActor } from '../../base/actor.ts'
import type { Id } from '../../base/id.ts'
import { Problem } from '../../base/problem.ts'
import { transaction } from '../../tools/transaction.ts'
import type { World } from '../../tools/world.ts'
import { proposeChange } from '../accounts/propose-change.flow.ts'
import { lockPersonOf } from '../people/people.store.ts'
import { wantsFourEyes } from '../rights/wants-four-eyes.flow.ts'
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
  const { organizationId } = session
  if (!isOwn && (await waits(world, { organizationId, personId, by, reason: read.reason })))
    return { openUntil: null, waits: true }
  const { openUntil } = await resetTwoFactor(world, {
    organizationId,
    personId,
    reason: read.reason,
    by,
    keepSessionId: isOwn ? session.id : null,
  })
  return { openUntil, waits: false }
}

interface Waiting {
  organizationId: Id<'organization'>
  personId: Id<'person'>
  by: PersonActor
  reason: string
}

/** Under `FOUREYES` the reset of somebody who holds a right is written down for a second administrator. */
function waits(world: World, { organizationId, personId, by, reason }: Waiting): Promise<boolean> {
  return transaction(world, async (world) => {
    const person = await lockPersonOf(world, { organizationId, personId })
    if (!person || !(await wantsFourEyes(world, person))) return false
    await proposeChange(world, { by, person, pending: { kind: 'reset', value: reason }, countsAt: null })
    return true
  })
}
