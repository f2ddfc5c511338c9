import type { Id } from '../../base/id.ts'
import type { World } from '../../tools/world.ts'

/**
 * Ends sign-ins that are half finished.
 * @param whose null for everybody's
 * @param exceptId the one that goes on
 */
export async function endSignIns(
  world: Pick<World, 'database'>,
  whose: string | null,
  exceptId: Id<'signIn'> | null,
): Promise<void> {
  let query = world.database
    .updateTable('sign_ins')
    .set({ state: 'over' })
    .where('state', 'in', ['password', 'code', 'enroll', 'refused'])
  if (whose !== null) query = query.where('person_id', '=', whose)
  if (exceptId !== null) query = query.where('id', '!=', exceptId)
  await query.execute()
}
