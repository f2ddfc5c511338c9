import type { PersonActor } from '../../base/actor.ts'
import type { World } from '../../tools/world.ts'
import type { WrittenLetter } from '../messages/letter.ts'
import { queueMessage } from '../messages/messages.store.ts'
import type { OwnResetReport } from '../messages/reset-notices.ts'
import { organizationById } from '../organizations/organizations.store.ts'
import type { Person } from '../people/people.store.ts'
import { holdersOf } from '../rights/rights.store.ts'

interface Telling {
  person: Person
  /** See message-kind.ts. */
  kind: string
  by: PersonActor
}

/** Tells whoever may reset others of somebody's own reset (R7.1a); in the caller's transaction. */
export async function tellHolders(
  world: World,
  { person, kind, by }: Telling,
  write: (report: OwnResetReport) => WrittenLetter,
): Promise<void> {
  const { organizationId } = person
  const { name: organization } = await organizationById(world, organizationId)
  const who = `${person.displayName} (${person.userName})`
  for (const holder of await holdersOf(world, organizationId, 'Admin-Disable 2 Factor Authentication')) {
    if (holder.email === null || holder.id === person.id) continue
    const { displayName } = holder
    const letter = write({ organization, displayName, who, at: world.clock.now(), ...by.place })
    await queueMessage(world, {
      organizationId,
      personId: holder.id,
      channel: 'email',
      recipient: holder.email,
      kind,
      content: { ...letter, fromName: organization },
      dropAt: null,
    })
  }
}
