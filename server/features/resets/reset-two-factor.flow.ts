import { type Actor, auditedBy, type PersonActor } from '../../base/actor.ts'
import { hour, later } from '../../base/duration.ts'
import type { Id } from '../../base/id.ts'
import { Problem } from '../../base/problem.ts'
import { transaction } from '../../tools/transaction.ts'
import type { World } from '../../tools/world.ts'
import { recordAudit } from '../audit/audit.store.ts'
import { codeAddress } from '../enrollment/make-ready.flow.ts'
import { removeFactors } from '../factors/factors.store.ts'
import { ownResetReport, resetNotice } from '../messages/reset-notices.ts'
import { tellHolders } from '../messages/tell-holders.flow.ts'
import { tellOfWeakening } from '../messages/tell-of-weakening.flow.ts'
import { tellPerson } from '../messages/tell-person.flow.ts'
import { lockPersonOf, type Person, undoSetUp, vouchForPassword } from '../people/people.store.ts'
import { insertReset } from '../policy/reset-grants.store.ts'
import { loadPreferences } from '../preferences/preferences.store.ts'
import { noteBefore } from '../revocation/before-sign-in.store.ts'
import { endWhatRestsOn } from '../revocation/end-what-rests-on.flow.ts'
import { makeUndoLink } from './not-my-reset.flow.ts'
import { sealMethods } from './removed-methods.store.ts'

/** Whoever asks for one at the server waits for it: it stays open no longer than that (T19). */
const commandLineHours = 4

export interface ResetTwoFactor {
  organizationId: Id<'organization'>
  personId: Id<'person'>
  reason: string
  by: Actor
  /** The session that stays: the person's own, where they reset themselves. */
  keepSessionId: Id<'session'> | null
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
    const hours = input.by.kind === 'command-line' ? Math.min(resetHours, commandLineHours) : resetHours
    const openUntil = twoFactorOn ? later(now, hours * hour) : null
    const addresses = [person.email, await codeAddress(world, person.id)]
    const ways = openUntil && isOwn(input.by, person.id) ? await sealMethods(world, person) : null
    if (input.keepSessionId) await noteBefore(world, person, input.keepSessionId)
    const removed = await removeFactors(world, person.id)
    await undoSetUp(world, person.id, openUntil && now)
    if (!isOwn(input.by, person.id)) await vouchForPassword(world, person.id)
    if (openUntil) await openReset(world, { input, openUntil, removed: ways })
    await recordAudit(world, {
      organizationId: person.organizationId,
      ...auditedBy(input.by),
      personId: person.id,
      event: 'two-factor-reset',
      data: { reason: input.reason, removed, openUntil: openUntil?.toISOString() ?? null },
    })
    const undoUntil = ways === null ? null : openUntil
    await tellOfReset(world, { input, person, addresses, openUntil, undoUntil })
    return { openUntil }
  })
}

/** Only what the person asked for can turn out not to be theirs. */
const isOwn = (by: Actor, personId: Id<'person'>): by is PersonActor =>
  by.kind === 'person' && by.personId === personId

interface TellOfReset {
  input: ResetTwoFactor
  person: Person
  addresses: (string | null)[]
  openUntil: Date | null
  /** Null where it cannot be undone. */
  undoUntil: Date | null
}

/** Each address by the same link; and whoever may reset others, where it is one's own. */
async function tellOfReset(
  world: World,
  { input: { by, reason, personId }, person, addresses, openUntil, undoUntil }: TellOfReset,
): Promise<void> {
  const isTheirs = isOwn(by, personId)
  const undo =
    isTheirs && undoUntil
      ? await makeUndoLink(world, { person, place: by.place, openUntil: undoUntil })
      : null
  const kind = undo === null ? 'two-factor-reset' : 'own-two-factor-reset'
  const telling = { person, addresses, kind, by, ...(undoUntil && { dropAt: undoUntil }) }
  await tellPerson(world, telling, (told) => resetNotice({ ...told, reason, openUntil, undo }))
  const who = `${person.displayName} (${person.userName})`
  if (!isTheirs) {
    const what = `The ways to confirm of ${who} were removed: ${reason}`
    return tellOfWeakening(world, { organizationId: person.organizationId, by, what })
  }
  const toHolders = {
    organizationId: person.organizationId,
    exceptId: person.id,
    right: 'Admin-Disable 2 Factor Authentication',
    kind: 'own-reset-report',
  } as const
  await tellHolders(world, toHolders, (told) => ownResetReport({ ...told, who, ...by.place }))
}

async function openReset(
  world: World,
  { input, openUntil, removed }: { input: ResetTwoFactor; openUntil: Date; removed: string | null },
): Promise<void> {
  const { organizationId, personId, reason, by, keepSessionId } = input
  await endWhatRestsOn(world, 'two-factor-reset', { organizationId, personId, keepSessionId })
  await insertReset(world, {
    organizationId,
    personId,
    openedBy: auditedBy(by).actorId,
    reason,
    expiresAt: openUntil,
    removed,
  })
}
