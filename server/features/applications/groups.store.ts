import type { Id } from '../../base/id.ts'
import { nameKey } from '../../base/name-key.ts'
import { newId, type World } from '../../tools/world.ts'

type Reads = Pick<World, 'database'>

export interface Group {
  id: Id<'group'>
  name: string
}

/** By name. */
export async function groupsOf(world: Reads, organizationId: Id<'organization'>): Promise<Group[]> {
  return world.database
    .selectFrom('groups')
    .select(['id', 'name'])
    .where('organization_id', '=', organizationId)
    .orderBy('name_key')
    .execute()
}

export async function insertGroup(
  world: World,
  organizationId: Id<'organization'>,
  name: string,
): Promise<Id<'group'>> {
  const id = newId(world, 'group')
  await world.database
    .insertInto('groups')
    .values({
      id,
      organization_id: organizationId,
      name,
      name_key: nameKey(name),
      created_at: world.clock.now().getTime(),
    })
    .execute()
  return id
}

/** Ids of its people, sorted. */
export async function membersOf(world: Reads, groupId: Id<'group'>): Promise<Id<'person'>[]> {
  const rows = await world.database
    .selectFrom('group_members')
    .select('person_id')
    .where('group_id', '=', groupId)
    .orderBy('person_id')
    .execute()
  return rows.map(({ person_id }) => person_id)
}

/** Names of the groups a person is in, by name: what applications are told. */
export async function groupNamesOf(world: Reads, personId: Id<'person'>): Promise<string[]> {
  const rows = await world.database
    .selectFrom('group_members')
    .innerJoin('groups', 'groups.id', 'group_members.group_id')
    .select('groups.name')
    .where('group_members.person_id', '=', personId)
    .orderBy('groups.name_key')
    .execute()
  return rows.map(({ name }) => name)
}

const rowsAtOnce = 500

export async function addMembers(
  world: Reads,
  groupId: Id<'group'>,
  people: readonly Id<'person'>[],
): Promise<void> {
  for (let at = 0; at < people.length; at += rowsAtOnce)
    await world.database
      .insertInto('group_members')
      .values(people.slice(at, at + rowsAtOnce).map((person_id) => ({ group_id: groupId, person_id })))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
}

export async function removeMembers(
  world: Reads,
  groupId: Id<'group'>,
  people: readonly Id<'person'>[],
): Promise<void> {
  for (let at = 0; at < people.length; at += rowsAtOnce)
    await world.database
      .deleteFrom('group_members')
      .where('group_id', '=', groupId)
      .where('person_id', 'in', people.slice(at, at + rowsAtOnce))
      .execute()
}
