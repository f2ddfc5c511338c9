import { rights as allRights, type Right } from '../../../contract/words.ts'
import { type Actor, auditedBy } from '../../base/actor.ts'
import { day, later } from '../../base/duration.ts'
import type { Id } from '../../base/id.ts'
import { Problem } from '../../base/problem.ts'
import type { World } from '../../tools/world.ts'
import { happenedTo, recordAudit } from '../audit/audit.store.ts'
import { tellOfWeakening } from '../messages/tell-of-weakening.flow.ts'
import { type Person, personById } from '../people/people.store.ts'
import { grantRight, hasAdministrator, loadRights, revokeRight } from '../rights/rights.store.ts'

/**
 * All rights a person has from now on. Whoever administers users takes any right away; they give only those they hold, and none to
 * themselves (T4). The administrators are told of what was given. Throws `cannot-grant`.
 */
export async function changeRights(
  world: World,
  by: Actor,
  { person, rights }: { person: Person; rights: readonly Right[] },
): Promise<void> {
  const { id: personId, organizationId } = person
  const from = ordered(await loadRights(world, personId))
  const to = ordered(rights)
  const granted = to.filter((right) => !from.includes(right))
  const revoked = from.filter((right) => !to.includes(right))
  if (granted.length + revoked.length === 0) return
  await requireMayGrant(world, by, { personId, granted })
  for (const right of granted) await grantRight(world, { organizationId, personId, right })
  for (const right of revoked) await revokeRight(world, { personId, right })
  await recordAudit(world, {
    organizationId,
    personId,
    ...auditedBy(by),
    event: 'rights-changed',
    data: { from, to, granted, revoked },
  })
  await tellOfGranted(world, by, { person, granted })
}

/** Whoever works on the server may give every right to everybody. Throws `cannot-grant`. */
export async function requireMayGrant(
  world: World,
  by: Actor,
  { personId, granted }: { personId: Id<'person'> | null; granted: readonly Right[] },
): Promise<void> {
  if (by.kind !== 'person' || granted.length === 0) return
  const held = await loadRights(world, by.personId)
  if (by.personId === personId || granted.some((right) => !held.includes(right)))
    throw new Problem('cannot-grant')
}

export async function tellOfGranted(
  world: World,
  by: Actor,
  {
    person: { organizationId, displayName, userName },
    granted,
  }: { person: Pick<Person, 'organizationId' | 'displayName' | 'userName'>; granted: readonly Right[] },
): Promise<void> {
  if (granted.length === 0) return
  const what = `${displayName} (${userName}) was given: ${granted.join(', ')}.`
  await tellOfWeakening(world, { organizationId, by, what })
}

function ordered(rights: readonly Right[]): Right[] {
  return allRights.filter((right) => rights.includes(right))
}

/** Somebody else may have taken a person's right away while we waited; whoever works on the server needs none. Throws `no-right`. */
export async function mustStillAdminister(world: World, by: Actor): Promise<void> {
  if (by.kind === 'person' && !(await administersUsers(world, by.personId))) throw new Problem('no-right')
}

export async function administersUsers(world: World, id: Id<'person'>): Promise<boolean> {
  const { active } = await personById(world, id)
  return active && (await loadRights(world, id)).includes('Administer Users')
}

/** Somebody gave it to them within a day: who gives it and asks for something is not two people yet. The command line is believed. */
export async function isGivenLately(world: World, id: Id<'person'>, right: Right): Promise<boolean> {
  const since = later(world.clock.now(), -day)
  const given = await happenedTo(world, { personId: id, events: ['person-added', 'rights-changed'], since })
  return given.some(
    ({ actorId, data: { rights, granted = rights ?? [] } }) =>
      actorId !== null && (granted as Right[]).includes(right),
  )
}

/** R9.1: called last, with the turn of the organization held: of two who remove each other, the second finds nobody left. */
export async function keepAnAdministrator(world: World, organizationId: Id<'organization'>): Promise<void> {
  if (!(await hasAdministrator(world, organizationId))) throw new Problem('last-administrator')
}
