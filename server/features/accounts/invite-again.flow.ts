import type { Actor } from '../../base/actor.ts'
import type { Id } from '../../base/id.ts'
import { Problem } from '../../base/problem.ts'
import { transaction } from '../../tools/transaction.ts'
import type { World } from '../../tools/world.ts'
import { sendInvitation } from '../passwords/password-links.flow.ts'
import { lockPersonOf } from '../people/people.store.ts'

/** A new link; earlier ones work no more. Throws `not-found`; `conflict` for who has a password or may not sign in. */
export async function inviteAgain(
  world: World,
  { organizationId, by, personId }: { organizationId: Id<'organization'>; by: Actor; personId: Id<'person'> },
): Promise<void> {
  await transaction(world, async (world) => {
    const person = await lockPersonOf(world, { organizationId, personId })
    if (!person) throw new Problem('not-found')
    if (person.passwordHash !== null || !person.active) throw new Problem('conflict')
    if (!(await sendInvitation(world, { person, by }))) throw new Problem('conflict')
  })
}
