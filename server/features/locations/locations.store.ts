import type { Id } from '../../base/id.ts'
import { nameKey } from '../../base/name-key.ts'
import { Problem } from '../../base/problem.ts'
import { isUniqueViolation } from '../../tools/database/unique-violation.ts'
import { newId, type World } from '../../tools/world.ts'

export interface Location {
  id: Id<'location'>
  name: string
}

type Reads = Pick<World, 'database'>

/** Throws `already-taken`: of two equal names at once, the one that is written first stands. */
export async function insertLocation(
  world: World,
  organizationId: Id<'organization'>,
  name: string,
): Promise<Id<'location'>> {
  const id = newId(world, 'location')
  const row = await world.database
    .insertInto('locations')
    .values({
      id,
      organization_id: organizationId,
      name,
      name_key: nameKey(name),
      created_at: world.clock.now().getTime(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!row) throw nameTaken()
  return row.id
}

/** By name. */
export async function locationsOf(world: Reads, organizationId: Id<'organization'>): Promise<Location[]> {
  return world.database
    .selectFrom('locations')
    .select(['id', 'name'])
    .where('organization_id', '=', organizationId)
    .orderBy('name_key')
    .execute()
}

/** Undefined for another organization's. */
export async function findLocation(
  world: Reads,
  organizationId: Id<'organization'>,
  id: Id<'location'>,
): Promise<Location | undefined> {
  return world.database
    .selectFrom('locations')
    .select(['id', 'name'])
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/**
 * A location that stays until the transaction ends: nobody is put into one that is being removed. Undefined for another
 * organization's, and for one that was removed.
 */
export async function lockLocation(
  world: Reads,
  organizationId: Id<'organization'>,
  id: Id<'location'>,
): Promise<Location | undefined> {
  return world.database
    .updateTable('locations')
    .set((row) => ({ name: row.ref('name') }))
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .returning(['id', 'name'])
    .executeTakeFirst()
}

/** Throws `already-taken`. */
export async function renameLocation(world: Reads, id: Id<'location'>, name: string): Promise<void> {
  try {
    await world.database
      .updateTable('locations')
      .set({ name, name_key: nameKey(name) })
      .where('id', '=', id)
      .execute()
  } catch (error) {
    if (isUniqueViolation(error)) throw nameTaken()
    throw error
  }
}

function nameTaken(): Problem {
  return new Problem('already-taken', { fields: { name: 'There is a location of this name.' } })
}

export async function deleteLocation(world: Reads, id: Id<'location'>): Promise<void> {
  await world.database.deleteFrom('locations').where('id', '=', id).execute()
}
