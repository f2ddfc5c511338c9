import type { PendingChange as Shown } from '../../../contract/api/people.ts'
import { type Actor, auditedBy, type PersonActor, personActor } from '../../base/actor.ts'
import type { Id } from '../../base/id.ts'
import { Problem } from '../../base/problem.ts'
import { transaction } from '../../tools/transaction.ts'
import type { World } from '../../tools/world.ts'
import { changeContact } from '../accounts/change-contact.flow.ts'
import {
  administersUsers,
  changeRights,
  isGivenLately,
  mustStillAdminister,
} from '../accounts/change-rights.flow.ts'
import {
  decidePending,
  duePending,
  type PendingChange,
  pendingOf,
} from '../accounts/pending-changes.store.ts'
import { recordAudit } from '../audit/audit.store.ts'
import { lockOrganization } from '../organizations/organizations.store.ts'
import { showCellPhone } from '../people/cell-phone.ts'
import { lockPersonOf, type Person, personById } from '../people/people.store.ts'
import { resetTwoFactor } from '../resets/reset-two-factor.flow.ts'
import { loadRights } from '../rights/rights.store.ts'
import { requireFresh } from '../sessions/freshness.ts'

interface Whose {
  organizationId: Id<'organization'>
  personId: Id<'person'>
}

/** What waits for a person, as whoever looks may act on it. Throws `not-found`. */
export async function showPending(
  world: World,
  { organizationId, personId, lookerId }: Whose & { lookerId: Id<'person'> },
): Promise<Shown[]> {
  const person = await personById(world, personId).catch(() => undefined)
  if (person?.organizationId !== organizationId) throw new Problem('not-found')
  const waiting = await pendingOf(world, personId)
  const isNew = await isGivenLately(world, lookerId, 'Administer Users')
  return Promise.all(
    waiting.map(async (pending) => ({
      id: pending.id,
      kind: pending.kind,
      to: shown(pending),
      askedBy: (await personById(world, pending.askedBy)).displayName,
      askedAt: pending.createdAt.toISOString(),
      countsAt: pending.countsAt?.toISOString() ?? null,
      mayConfirm: !isNew && isSecond(pending, lookerId),
    })),
  )
}

function shown(pending: PendingChange): string {
  if (pending.kind === 'rights') return pending.value.join(', ')
  return pending.kind === 'cellPhone' ? showCellPhone(pending.value) : pending.value
}

/** Neither who asked for it nor whom it is about. */
const isSecond = ({ askedBy, personId }: PendingChange, id: Id<'person'>) => id !== askedBy && id !== personId

interface Deciding extends Whose {
  by: PersonActor
  /** When whoever decides last gave a fresh proof. */
  freshAt: Date | null
  id: Id<'pendingChange'>
}

/** T4: another administrator of users has looked at it, and it counts now. Throws `not-found`, `no-right`, `cannot-grant`, `fresh-proof-needed`, `second-needed`. */
export async function confirmPending(world: World, input: Deciding): Promise<void> {
  requireFresh(input, world.clock.now())
  await decide(world, input, async (world, pending, person) => {
    const { personId: secondId } = input.by
    if (!isSecond(pending, secondId) || (await isGivenLately(world, secondId, 'Administer Users')))
      throw new Problem('second-needed')
    const needed = pending.kind === 'reset' ? 'Admin-Disable 2 Factor Authentication' : 'Administer Users'
    if (!(await loadRights(world, secondId)).includes(needed)) throw new Problem('no-right')
    await carryOut(world, { pending, person, by: input.by })
  })
  world.sessionsEnded()
}

/** It never counts. Throws `not-found`, `no-right`. */
export async function withdrawPending(world: World, input: Omit<Deciding, 'freshAt'>): Promise<void> {
  await decide(world, input, (world, pending) => recordWithdrawn(world, pending, auditedBy(input.by)))
}

/** Who asked for it has lost the right meanwhile. */
const nobody = { actorId: null, address: null }

function recordWithdrawn(
  world: World,
  { organizationId, personId, kind }: PendingChange,
  by: ReturnType<typeof auditedBy>,
): Promise<void> {
  return recordAudit(world, {
    organizationId,
    personId,
    ...by,
    event: 'pending-change-withdrawn',
    data: { kind },
  })
}

async function decide(
  world: World,
  { organizationId, personId, by, id }: Omit<Deciding, 'freshAt'>,
  work: (world: World, pending: PendingChange, person: Person) => Promise<unknown>,
): Promise<void> {
  await transaction(world, async (world) => {
    await lockOrganization(world, organizationId)
    await mustStillAdminister(world, by)
    const person = await lockPersonOf(world, { organizationId, personId })
    const pending = person && (await decidePending(world, { id, personId }))
    if (!pending) throw new Problem('not-found')
    await work(world, pending, person)
  })
}

interface CarryingOut {
  pending: PendingChange
  /** Held. */
  person: Person
  by: Actor
}

async function carryOut(world: World, { pending, person, by }: CarryingOut): Promise<void> {
  const { organizationId, personId } = pending
  switch (pending.kind) {
    case 'rights': {
      const rights = [...new Set([...(await loadRights(world, personId)), ...pending.value])]
      return changeRights(world, by, { person, rights })
    }
    case 'reset':
      await resetTwoFactor(world, {
        organizationId,
        personId,
        reason: pending.value,
        by,
        keepSessionId: null,
      })
      return
    default:
      return changeContact(world, { person, [pending.kind]: pending.value, by })
  }
}

const atOnce = 50

/** Carries out whose day has come, in the name of who asked for it and administers users still; tells how many. */
export async function carryOutDue(world: World): Promise<number> {
  let count = 0
  for (const { id, organizationId, personId, askedBy, askedFrom } of await duePending(world, atOnce)) {
    await transaction(world, async (world) => {
      const person = await lockPersonOf(world, { organizationId, personId })
      const pending = person && (await decidePending(world, { id, personId }))
      if (!pending) return
      if (!(await administersUsers(world, askedBy))) return recordWithdrawn(world, pending, nobody)
      await carryOut(world, { pending, person, by: personActor(await personById(world, askedBy), askedFrom) })
      count++
    })
  }
  if (count > 0) world.sessionsEnded()
  return count
}

/** The way out of an office with one administrator: whoever works on the server confirms what waits for somebody. Tells how many. */
export async function confirmAll(
  world: World,
  { organizationId, personId, by }: Whose & { by: Actor },
): Promise<number> {
  return transaction(world, async (world) => {
    await lockOrganization(world, organizationId)
    const waiting = await pendingOf(world, personId)
    for (const { id } of waiting) {
      const person = await lockPersonOf(world, { organizationId, personId })
      const pending = person && (await decidePending(world, { id, personId }))
      if (pending) await carryOut(world, { pending, person, by })
    }
    return waiting.length
  })
}
