import type { Id } from '../../base/id.ts'
import { nameKey } from '../../base/name-key.ts'
import { prepared } from '../../tools/database/prepared.ts'
import { newId, type World } from '../../tools/world.ts'

export interface Organization {
  id: Id<'organization'>
  name: string
}

export const twoOrganizations = prepared<object, Organization>((database) =>
  database.selectFrom('organizations').select(['id', 'name']).limit(2),
)

export const organizationsOfName = prepared<{ name: string }, Organization>((database, parameter) =>
  database.selectFrom('organizations').select(['id', 'name']).where('name_key', '=', parameter('name')),
)

/**
 * The organization a sign-in is for: the named one, or the only one when none is named.
 * Undefined where the name is unknown, or none was named and there are several.
 */
export async function findOrganization(
  world: Pick<World, 'database'>,
  name: string | undefined,
): Promise<Organization | undefined> {
  return onlyOf(
    name === undefined
      ? await twoOrganizations(world.database, {})
      : await organizationsOfName(world.database, { name: nameKey(name) }),
  )
}

export function onlyOf(found: readonly Organization[]): Organization | undefined {
  return found.length === 1 ? found[0] : undefined
}

export async function organizationById(
  world: Pick<World, 'database'>,
  id: Id<'organization'>,
): Promise<Organization> {
  const [found] = await ofId(world.database, { id })
  if (!found) throw new Error('no organization of this id')
  return found
}

const ofId = prepared<{ id: Id<'organization'> }, Organization>((database, parameter) =>
  database.selectFrom('organizations').select(['id', 'name']).where('id', '=', parameter('id')),
)

/** True when nobody has set this server up yet. */
export async function hasNoOrganization(world: Pick<World, 'database'>): Promise<boolean> {
  return (
    (await world.database.selectFrom('organizations').select('id').limit(1).executeTakeFirst()) === undefined
  )
}

export async function insertOrganization(
  world: World,
  name: string,
  { isSample = false } = {},
): Promise<Organization> {
  const id = newId(world, 'organization')
  await world.database
    .insertInto('organizations')
    .values({
      id,
      name,
      name_key: nameKey(name),
      created_at: world.clock.now().getTime(),
      is_sample: isSample ? 1 : 0,
    })
    .execute()
  return { id, name }
}

/**
 * Changes that rest on what stands elsewhere in the organization take turns: the second waits here until the first has
 * committed, and then sees what it did. Taken first in a transaction; then a location, then a person.
 */
export async function lockOrganization(
  world: Pick<World, 'database'>,
  organizationId: Id<'organization'>,
): Promise<void> {
  await world.database
    .updateTable('organizations')
    .set((row) => ({ name: row.ref('name') }))
    .where('id', '=', organizationId)
    .execute()
}

/** Names of an organization's locations, by id. */
export async function locationNames(
  world: Pick<World, 'database'>,
  organizationId: Id<'organization'>,
): Promise<Map<string, string>> {
  const rows = await world.database
    .selectFrom('locations')
    .select(['id', 'name'])
    .where('organization_id', '=', organizationId)
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}
