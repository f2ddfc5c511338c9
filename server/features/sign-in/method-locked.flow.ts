import type { Method } from '../../../contract/words.ts'
import type { World } from '../../tools/world.ts'
import { queueMessage } from '../messages/messages.store.ts'
import { methodLockedNotice } from '../messages/notice.ts'
import { organizationById } from '../organizations/organizations.store.ts'
import { personById } from '../people/people.store.ts'

/** R5.9: the person is told by e-mail at the first lock. */
export async function sendMethodLockedNotice(world: World, personId: string, method: Method): Promise<void> {
  const person = await personById(world, personId)
  if (person.email === null) return
  const organization = await organizationById(world, person.organizationId)
  await queueMessage(world, {
    organizationId: person.organizationId,
    personId,
    channel: 'email',
    recipient: person.email,
    kind: 'method-locked',
    content: {
      ...methodLockedNotice({
        organization: organization.name,
        displayName: person.displayName,
        method,
        at: world.clock.now(),
      }),
      fromName: organization.name,
    },
    dropAt: null,
  })
}
