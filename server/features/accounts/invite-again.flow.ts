import { Problem } from '../../base/problem.ts'
import { transaction } from '../../tools/transaction.ts'
import type { World } from '../../tools/world.ts'
import { sendInvitation } from '../passwords/password-links.flow.ts'
import { holdPersonOf } from '../people/people.store.ts'
import type { Asker } from './asker.ts'

/** A new link; earlier ones work no more. Throws `not-found`; `conflict` for who has a password or may not sign in. */
export async function inviteAgain(
  world: World,
  { session, caller, personId }: Asker & { personId: string },
): Promise<void> {
  await transaction(world, async (world) => {
    const { organizationId } = session
    const person = await holdPersonOf(world, { organizationId, personId })
    if (!person) throw new Problem('not-found')
    if (person.passwordHash !== null || !person.active) throw new Problem('conflict')
    const by = { personId: session.personId, displayName: session.displayName }
    if (!(await sendInvitation(world, { person, by, address: caller.address }))) throw new Problem('conflict')
  })
}
