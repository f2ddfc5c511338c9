import type { Id } from '../../base/id.ts'
import type { World } from '../../tools/world.ts'

export interface FirstPassword {
  /** PHC string. */
  hash: string
  /** It opens nothing from then on; long ago once it was used. */
  until: Date
}

type Writes = Pick<World, 'database'>

/** What was handed over on paper; it takes the place of any password. */
export async function saveFirstPassword(
  world: Writes,
  personId: Id<'person'>,
  { hash, until }: FirstPassword,
): Promise<void> {
  await world.database
    .updateTable('people')
    .set({
      password_hash: null,
      password_changed_at: null,
      password_closed_at: null,
      first_password_hash: hash,
      first_password_until: until.getTime(),
    })
    .where('id', '=', personId)
    .execute()
}

/** Whoever's UPDATE finds it unused has used it. The hash stays, so that it is not chosen again, and opens nothing. */
export async function useFirstPassword(
  world: Pick<World, 'database' | 'clock'>,
  { id, firstPassword }: { id: Id<'person'>; firstPassword: FirstPassword | null },
): Promise<boolean> {
  if (firstPassword === null) return false
  const { numUpdatedRows } = await world.database
    .updateTable('people')
    .set({ first_password_until: 0 })
    .where('id', '=', id)
    .where('first_password_hash', '=', firstPassword.hash)
    .where('first_password_until', '>', world.clock.now().getTime())
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** @param whose null for everybody's */
export async function endFirstPasswords(world: Writes, whose: Id<'person'> | null): Promise<void> {
  const ended = world.database
    .updateTable('people')
    .set({ first_password_hash: null, first_password_until: null })
    .where('first_password_hash', 'is not', null)
  await (whose === null ? ended : ended.where('id', '=', whose)).execute()
}
