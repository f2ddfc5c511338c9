/** What one's own reset removed, sealed with its grant until that ends: only "this was not me" reads it (R7.1a). */
import type { Id } from '../../base/id.ts'
import type { World } from '../../tools/world.ts'
import type { Person } from '../people/people.store.ts'

const sealedFor = (personId: Id<'person'>) => `removed ways ${personId}`

const factorColumns = ['method', 'address', 'key_sealed', 'last_step', 'ready_at'] as const

/** Before they are removed. What an earlier reset of the same kind removed is carried on: a second one hides nothing. Null where set-up was not finished. */
export async function sealMethods(
  world: World,
  { id, setUpAt, defaultMethod }: Person,
): Promise<string | null> {
  if (setUpAt === null) return sealedMethods(world, id)
  const factors = await world.database
    .selectFrom('factors')
    .select([...factorColumns])
    .where('person_id', '=', id)
    .execute()
  const ways = { factors, default_method: defaultMethod, set_up_at: setUpAt.getTime() }
  return world.vault.seal(JSON.stringify(ways), sealedFor(id))
}

/** Of the open reset; null where there is none, or nothing to put back. */
export async function sealedMethods(world: World, personId: Id<'person'>): Promise<string | null> {
  const row = await world.database
    .selectFrom('reset_grants')
    .select('removed_sealed')
    .where('person_id', '=', personId)
    .where('spent_at', 'is', null)
    .where('expires_at', '>', world.clock.now().getTime())
    .where('removed_sealed', 'is not', null)
    .executeTakeFirst()
  return row?.removed_sealed ?? null
}

/** In the place of whatever was begun since; the person held. */
export async function putMethodsBack(
  world: World,
  { id, organizationId }: Pick<Person, 'id' | 'organizationId'>,
  sealed: string,
): Promise<void> {
  const { factors, ...setUp } = JSON.parse(world.vault.open(sealed, sealedFor(id)))
  await world.database.deleteFrom('factors').where('person_id', '=', id).execute()
  for (const factor of factors)
    await world.database
      .insertInto('factors')
      .values({ person_id: id, organization_id: organizationId, ...factor })
      .execute()
  await world.database
    .updateTable('people')
    .set({ ...setUp, reset_at: null })
    .where('id', '=', id)
    .execute()
}
