import { rights } from '../../../contract/words.ts'
import { auditedBy, commandLine } from '../../base/actor.ts'
import type { Id } from '../../base/id.ts'
import { Problem } from '../../base/problem.ts'
import { transaction } from '../../tools/transaction.ts'
import type { World } from '../../tools/world.ts'
import { recordAudit } from '../audit/audit.store.ts'
import { findOrganization } from '../organizations/organizations.store.ts'
import type { Person } from '../people/people.store.ts'
import { grantRight } from '../rights/rights.store.ts'
import {
  foundOrganization,
  insertAdministrator,
  readAdministrator,
  type TypedAdministrator,
} from './found-organization.flow.ts'

/** R10.3: somebody who has an account gets every right; nothing else of theirs changes. */
export async function giveEveryRight(world: World, person: Person): Promise<void> {
  const { organizationId, id: personId } = person
  await transaction(world, async (world) => {
    for (const right of rights) await grantRight(world, { organizationId, personId, right })
    await tell(world, organizationId, personId)
  })
}

/** R10.3: a new administrator; with the organization, where there is none yet. Throws `invalid-value`, `already-taken`, `not-found`. */
export async function makeAdministrator(world: World, typed: TypedAdministrator): Promise<void> {
  const administrator = await readAdministrator(world, typed)
  await transaction(world, async (world) => {
    if (await foundOrganization(world, administrator, { linkId: null, address: null })) return
    const organization = await findOrganization(world, administrator.organization)
    if (!organization) throw new Problem('not-found')
    await tell(world, organization.id, await insertAdministrator(world, organization.id, administrator))
  })
}

async function tell(world: World, organizationId: Id<'organization'>, personId: Id<'person'>): Promise<void> {
  const entry = { organizationId, personId, ...auditedBy(commandLine) }
  await recordAudit(world, { ...entry, event: 'administrator-made', data: {} })
}
