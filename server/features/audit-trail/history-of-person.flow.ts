import type { Id } from '../../base/id.ts'
import type { AskedPage } from '../../base/page.ts'
import { Problem } from '../../base/problem.ts'
import type { World } from '../../tools/world.ts'
import { findListed } from '../people/listed-person.store.ts'
import { auditPage } from './list-entries.flow.ts'

interface Asked extends AskedPage {
  organizationId: Id<'organization'>
  personId: Id<'person'>
}

/** What happened to a person and what they did. Throws `not-found`, `invalid-field`. */
export async function historyOfPerson(world: World, asked: Asked) {
  if (!(await findListed(world, asked.organizationId, asked.personId))) throw new Problem('not-found')
  const everything = { event: undefined, from: undefined, to: undefined, actorId: undefined }
  // Their own page shows the addresses in full, to the same people.
  const { entries, next } = await auditPage(world, { ...everything, ...asked, seesAddresses: true })
  return { entries, next }
}
