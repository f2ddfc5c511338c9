import { rights as allRights, type Right } from '../../../contract/words.ts'
import { type Actor, auditedBy } from '../../base/actor.ts'
import type { Id } from '../../base/id.ts'
import { Problem } from '../../base/problem.ts'
import type { World } from '../../tools/world.ts'
import { recordAudit } from '../audit/audit.store.ts'
import { type Person, personById } from '../people/people.store.ts'
import { grantRight, hasAdministrator, loadRights, revokeRight } from '../rights/rights.store.ts'

/**
 * All rights a person has from now on. Whoever administers users may grant every right, also one they lack: otherwise a
 * right that its last holder lost could never be granted again.
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
  for (const right of granted) await grantRight(world, { organizationId, personId, right })
  for (const right of revoked) await revokeRight(world, { personId, right })
  await recordAudit(world, {
    organizationId,
    personId,
    ...auditedBy(by),
    event: 'rights-changed',
    data: { from, to, granted, revoked },
  })
}

function ordered(rights: readonly Right[]): Right[] {
  return allRights.filter((right) => rights.includes(right))
}

/** Somebody else may have taken a person's right away while we waited; whoever works on the server needs none. Throws `no-right`. */
export async function mustStillAdminister(world: World, by: Actor): Promise<void> {
  if (by.kind !== 'person') return
  const { active } = await personById(world, by.personId)
  const held = await loadRights(world, by.personId)
  if (!active || !held.includes('Administer Users')) throw new Problem('no-right')
}

/** R9.1: called last, with the turn of the organization held: of two who remove each other, the second finds nobody left. */
export async function keepAnAdministrator(world: World, organizationId: Id<'organization'>): Promise<void> {
  if (!(await hasAdministrator(world, organizationId))) throw new Problem('last-administrator')
}
