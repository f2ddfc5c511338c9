import { type Actor, auditedBy } from '../../base/actor.ts'
import { hour, later } from '../../base/duration.ts'
import { Problem } from '../../base/problem.ts'
import { transaction } from '../../tools/transaction.ts'
import type { World } from '../../tools/world.ts'
import { recordAudit } from '../audit/audit.store.ts'
import { codeAddress } from '../enrollment/make-ready.flow.ts'
import { removeFactors } from '../factors/factors.store.ts'
import { resetNotice } from '../messages/notice.ts'
import { tellPerson } from '../messages/tell-person.flow.ts'
import { lockPersonOf, undoSetUp } from '../people/people.store.ts'
import { insertReset } from '../policy/reset-grants.store.ts'
import { loadPreferences } from '../preferences/preferences.store.ts'
import { endWhatRestsOn } from '../revocation/end-what-rests-on.flow.ts'

export interface ResetTwoFactor {
  organizationId: string
  personId: string
  reason: string
  by: Actor
  /** The session that stays: the person's own, where they reset themselves. */
  keepSessionId: string | null
}

/**
 * R7.2, R7.3, R7.4: removes a person's ways to confirm. Where `2FA` is On it also forgets their connections, ends their
 * sessions and half-finished sign-ins, and opens one sign-in with only the password. Tells until when that is open; null
 * where none was opened. Throws `not-found` for somebody of another organization.
 */
export async function resetTwoFactor(
  world: World,
  input: ResetTwoFactor,
): Promise<{ openUntil: Date | null }> {
  return transaction(world, async (world) => {
    const person = await lockPersonOf(world, input)
    if (!person) throw new Problem('not-found')
    const { twoFactorOn, resetHours } = await loadPreferences(world, person.organizationId)
    const now = world.clock.now()
    const openUntil = twoFactorOn ? later(now, resetHours * hour) : null
    const addresses = [person.email, await codeAddress(world, person.id)]
    const removed = await removeFactors(world, person.id)
    await undoSetUp(world, person.id, openUntil && now)
    if (openUntil) await openReset(world, { input, openUntil })
    await recordAudit(world, {
      organizationId: person.organizationId,
      ...auditedBy(input.by),
      personId: person.id,
      event: 'two-factor-reset',
      data: { reason: input.reason, removed, openUntil: openUntil?.toISOString() ?? null },
    })
    await tellPerson(world, { person, addresses, kind: 'two-factor-reset', by: input.by }, (deed) =>
      resetNotice({ ...deed, reason: input.reason, openUntil }),
    )
    return { openUntil }
  })
}

async function openReset(
  world: World,
  { input, openUntil }: { input: ResetTwoFactor; openUntil: Date },
): Promise<void> {
  const { organizationId, personId, reason, by, keepSessionId } = input
  await endWhatRestsOn(world, 'two-factor-reset', { organizationId, personId, keepSessionId })
  await insertReset(world, {
    organizationId,
    personId,
    openedBy: auditedBy(by).actorId,
    reason,
    expiresAt: openUntil,
  })
}
