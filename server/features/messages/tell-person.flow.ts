import { type Actor, actorName } from '../../base/actor.ts'
import { nameKey } from '../../base/name-key.ts'
import type { World } from '../../tools/world.ts'
import { organizationById } from '../organizations/organizations.store.ts'
import type { Person } from '../people/people.store.ts'
import type { WrittenLetter } from './letter.ts'
import { queueMessage } from './messages.store.ts'
import { type ToldChange, whenceOf } from './notice.ts'

export interface Telling {
  person: Pick<Person, 'id' | 'organizationId' | 'displayName'>
  /** E-mail addresses; the same one twice, and none, are left out. */
  addresses: readonly (string | null | undefined)[]
  /** See message-kind.ts. */
  kind: string
  by: Actor
  /** Where it holds a link: when that ends. */
  dropAt?: Date
}

/** Queues one notice to each address of a person (R8.2), in the caller's transaction. */
export async function tellPerson(
  world: World,
  { person, addresses, kind, by, dropAt }: Telling,
  write: (told: ToldChange) => WrittenLetter,
): Promise<void> {
  const { name: organization } = await organizationById(world, person.organizationId)
  const { displayName, id: personId, organizationId } = person
  const told: ToldChange = {
    organization,
    displayName,
    at: world.clock.now(),
    by: actorName(by, personId),
    ...whenceOf(by),
  }
  const recipients = new Map(
    addresses.flatMap((address) => (address ? [[nameKey(address), address] as const] : [])),
  )
  for (const recipient of recipients.values())
    await queueMessage(world, {
      organizationId,
      personId,
      channel: 'email',
      recipient,
      kind,
      content: { ...write(told), fromName: organization },
      dropAt: dropAt ?? null,
    })
}
