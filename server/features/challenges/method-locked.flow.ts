import type { Method } from '../../../contract/words.ts'
import type { Id } from '../../base/id.ts'
import type { World } from '../../tools/world.ts'
import { wrongCodesUntilDisabled, wrongCodesUntilLock } from '../limits/method-lock.ts'
import { queueMessage } from '../messages/messages.store.ts'
import { methodDisabledNotice, methodLockedNotice } from '../messages/notice.ts'
import { organizationById } from '../organizations/organizations.store.ts'
import { personById } from '../people/people.store.ts'

interface WrongCodes {
  personId: Id<'person'>
  method: Method
  wrongInRow: number
}

const notices = new Map<number, { kind: string; letter: typeof methodLockedNotice }>([
  [wrongCodesUntilLock, { kind: 'method-locked', letter: methodLockedNotice }],
  [wrongCodesUntilDisabled, { kind: 'method-disabled', letter: methodDisabledNotice }],
])

/** R5.9: the person is told by e-mail at the first lock, and when the method is disabled. In the caller's transaction. */
export async function tellOfWrongCodes(
  world: World,
  { personId, method, wrongInRow }: WrongCodes,
): Promise<void> {
  const notice = notices.get(wrongInRow)
  if (!notice) return
  const person = await personById(world, personId)
  if (person.email === null) return
  const organization = await organizationById(world, person.organizationId)
  const told = { organization: organization.name, displayName: person.displayName, at: world.clock.now() }
  await queueMessage(world, {
    organizationId: person.organizationId,
    personId,
    channel: 'email',
    recipient: person.email,
    kind: notice.kind,
    content: { ...notice.letter({ ...told, method }), fromName: organization.name },
    dropAt: null,
  })
}
