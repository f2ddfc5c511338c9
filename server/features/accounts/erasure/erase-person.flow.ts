import { type Actor, auditedBy } from '../../../base/actor.ts'
import type { Id } from '../../../base/id.ts'
import { Problem } from '../../../base/problem.ts'
import { transaction } from '../../../tools/transaction.ts'
import { newId, type World } from '../../../tools/world.ts'
import { recordAudit } from '../../audit/audit.store.ts'
import { lockOrganization } from '../../organizations/organizations.store.ts'
import { lockPersonOf } from '../../people/people.store.ts'
import { endWhatRestsOn } from '../../revocation/end-what-rests-on.flow.ts'
import { loadRights } from '../../rights/rights.store.ts'
import { keepAnAdministrator, mustStillAdminister } from '../change-rights.flow.ts'
import { eraseRows } from './erasure.store.ts'

export interface ErasePerson {
  organizationId: Id<'organization'>
  personId: Id<'person'>
  by: Actor
}

/**
 * R19.9: rows, words and messages of a person go; the audit keeps one pseudonym for all entries that named them. Nothing
 * brings them back but a backup. Throws `not-found`, `last-administrator`, `no-right`.
 */
export async function erasePerson(
  world: World,
  { organizationId, personId, by }: ErasePerson,
): Promise<void> {
  await transaction(world, async (world) => {
    await lockOrganization(world, organizationId)
    await mustStillAdminister(world, by)
    const person = await lockPersonOf(world, { organizationId, personId })
    if (!person) throw new Problem('not-found')
    const administers = (await loadRights(world, personId)).includes('Administer Users')
    await endWhatRestsOn(world, 'person-erased', { organizationId, personId })
    const pseudonym = newId(world, 'erased')
    await eraseRows(world, { personId, pseudonym })
    if (administers) await keepAnAdministrator(world, organizationId)
    const isOwn = by.kind === 'person' && by.personId === personId
    await recordAudit(world, {
      organizationId,
      personId: pseudonym,
      ...(isOwn ? { actorId: pseudonym, address: null } : auditedBy(by)),
      event: 'person-erased',
      data: {},
    })
  })
}
