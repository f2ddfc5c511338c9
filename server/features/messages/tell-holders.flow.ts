import type { Right } from '../../../contract/words.ts'
import type { World } from '../../tools/world.ts'
import { organizationById } from '../organizations/organizations.store.ts'
import type { Person } from '../people/people.store.ts'
import { holdersOf } from '../rights/rights.store.ts'
import type { WrittenLetter } from './letter.ts'
import { queueMessage } from './messages.store.ts'
import type { Told } from './notice.ts'

interface Telling {
  /** Whom it is about; they are told otherwise. */
  person: Pick<Person, 'id' | 'organizationId'>
  right: Right
  /** See message-kind.ts. */
  kind: string
}

/** Queues a notice to whoever holds a right, in the caller's transaction. */
export async function tellHolders(
  world: World,
  { person, right, kind }: Telling,
  write: (told: Told) => WrittenLetter,
): Promise<void> {
  const { organizationId } = person
  const { name: organization } = await organizationById(world, organizationId)
  for (const { id, displayName, email } of await holdersOf(world, organizationId, right)) {
    if (email === null || id === person.id) continue
    await queueMessage(world, {
      organizationId,
      personId: id,
      channel: 'email',
      recipient: email,
      kind,
      content: { ...write({ organization, displayName, at: world.clock.now() }), fromName: organization },
      dropAt: null,
    })
  }
}
