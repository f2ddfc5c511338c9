import type { Id } from '../../../base/id.ts'
import { prepared } from '../../../tools/database/prepared.ts'
import type { World } from '../../../tools/world.ts'

/** A factor was proved on the machine just now: from here on its cookie counts with this key alone (R15.1). */
export async function registerKey(world: World, id: Id<'machine'>, point: string): Promise<void> {
  await registered(world.database, { id, point, now: world.clock.now().getTime() })
}

const registered = prepared<{ id: Id<'machine'>; point: string; now: number }, unknown>(
  (database, parameter) =>
    database
      .updateTable('machines')
      .set({ public_key: parameter('point'), key_at: parameter('now') })
      .where('id', '=', parameter('id')),
)

/** Nobody proves it any more. Tells whether there was one. */
export async function forgetKey(world: Pick<World, 'database'>, id: Id<'machine'>): Promise<boolean> {
  const { numUpdatedRows } = await world.database
    .updateTable('machines')
    .set({ public_key: null, key_at: null })
    .where('id', '=', id)
    .where('public_key', 'is not', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
