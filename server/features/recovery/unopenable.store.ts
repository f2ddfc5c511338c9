/** What was sealed with keys that our vault lacks. */
import { canOpen } from '../../tools/vault.ts'
import type { World } from '../../tools/world.ts'
import { appKeyContext } from '../factors/factors.store.ts'

/** Ids of the people whose authenticator app has such a key. */
export async function peopleWithLostApps({ database, vault }: World): Promise<string[]> {
  const rows = await database
    .selectFrom('factors')
    .select(['person_id', 'key_sealed'])
    .where('key_sealed', 'is not', null)
    .orderBy('person_id')
    .execute()
  const isLost = (row: (typeof rows)[number]) =>
    !canOpen(vault, row.key_sealed!, appKeyContext(row.person_id))
  return rows.filter(isLost).map(({ person_id }) => person_id)
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
