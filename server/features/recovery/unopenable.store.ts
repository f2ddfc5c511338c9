/** What was sealed with keys that our vault lacks. */

import type { ChosenMethod } from '../../../contract/words.ts'
import type { Id } from '../../base/id.ts'
import { canOpen } from '../../tools/vault.ts'
import type { World } from '../../tools/world.ts'
import { appKeyContext } from '../factors/factors.store.ts'

interface LostMethod {
  personId: Id<'person'>
  method: ChosenMethod
}

/** Methods of people whose key is such a one. */
export async function lostMethods({ database, vault }: World): Promise<LostMethod[]> {
  const rows = await database
    .selectFrom('factors')
    .select(['person_id', 'method', 'key_sealed'])
    .where('key_sealed', 'is not', null)
    .orderBy('person_id')
    .execute()
  const isLost = (row: (typeof rows)[number]) =>
    !canOpen(vault, row.key_sealed!, appKeyContext(row.person_id))
  const lost = rows.filter(isLost)
  return lost.map(({ person_id, method }) => ({ personId: person_id, method: method as ChosenMethod }))
}

/** Messages that could still be sent, by themselves or by hand, are given up. Tells how many waited. */
export async function giveUpLostMessages({ database, vault, clock }: World): Promise<number> {
  const rows = await database
    .selectFrom('messages')
    .select(['id', 'state', 'content_sealed'])
    .where('state', 'in', ['waiting', 'failed'])
    .where('content_sealed', '!=', '')
    .execute()
  const lost = rows.filter((row) => !canOpen(vault, row.content_sealed, row.id))
  const finished_at = clock.now().getTime()
  for (const { id, state } of lost)
    await database
      .updateTable('messages')
      .set({
        content_sealed: '',
        claimed_until: 0,
        ...(state === 'waiting' && { state: 'dropped', finished_at }),
      })
      .where('id', '=', id)
      .execute()
  return lost.filter(({ state }) => state === 'waiting').length
}
