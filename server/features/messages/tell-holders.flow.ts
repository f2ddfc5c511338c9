import type { Right } from '../../../contract/words.ts'
import type { Id } from '../../base/id.ts'
import type { World } from '../../tools/world.ts'
import { organizationById } from '../organizations/organizations.store.ts'
import { holdersOf } from '../rights/rights.store.ts'
import type { WrittenLetter } from './letter.ts'
import { queueMessage } from './messages.store.ts'
import type { Told } from './notice.ts'

interface Telling {
  organizationId: Id<'organization'>
  /** Whom it is about, where they are told otherwise. */
  exceptId: Id<'person'> | null
  right: Right
  /** See message-kind.ts. */
  kind: string
}

/** Queues a notice to whoever holds a right, in the caller's transaction. */
export async function tellHolders(
  world: World,
  { organizationId, exceptId, right, kind }: Telling,
  write: (told: Told) => WrittenLetter,
): Promise<void> {
  const { name: organization } = await organizationById(world, organizationId)
  for (const { id, displayName, email } of await holdersOf(world, organizationId, right)) {
    if (email === null || id === exceptId) continue
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
