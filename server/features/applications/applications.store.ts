import { digest } from '../../base/digest.ts'
import type { Id } from '../../base/id.ts'
import { nameKey } from '../../base/name-key.ts'
import type { ApplicationRow } from '../../tools/database/tables.ts'
import { newId, type World } from '../../tools/world.ts'
import type { Application, Openers, Settings } from './application.ts'

type Reads = Pick<World, 'database'>

function toApplication(row: ApplicationRow): Application {
  return {
    id: row.id,
    organizationId: row.organization_id,
    name: row.name,
    address: row.address,
    line: row.line,
    isOn: row.is_on === 1,
    demands: JSON.parse(row.demands),
    client: row.client === null ? null : JSON.parse(row.client),
  }
}

/** By name. */
export async function applicationsOf(
  world: Reads,
  organizationId: Id<'organization'>,
): Promise<Application[]> {
  const rows = await world.database
    .selectFrom('applications')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .orderBy('name_key')
    .execute()
  return rows.map(toApplication)
}

export async function findApplication(world: Reads, id: Id<'application'>): Promise<Application | undefined> {
  const row = await world.database
    .selectFrom('applications')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  return row && toApplication(row)
}

/** An application that speaks OpenID Connect. */
export interface RegisteredClient {
  application: Application
  /** Null for one that keeps no secret. */
  secretHash: string | null
}

export async function findClient(world: Reads, id: Id<'application'>): Promise<RegisteredClient | undefined> {
  const row = await world.database
    .selectFrom('applications')
    .selectAll()
    .where('id', '=', id)
    .where('client', 'is not', null)
    .executeTakeFirst()
  return row && { application: toApplication(row), secretHash: row.client_secret_hash }
}

/** Anybody at all speaks OpenID Connect with this server. */
export async function hasClient(world: Reads): Promise<boolean> {
  const row = await world.database
    .selectFrom('applications')
    .select('id')
    .where('client', 'is not', null)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

const columnsOf = (settings: Settings) =>
  ({
    name: settings.name,
    name_key: nameKey(settings.name),
    address: settings.address,
    line: settings.line,
    is_on: settings.isOn ? 1 : 0,
    for_everybody: settings.openers.everybody ? 1 : 0,
    demands: JSON.stringify(settings.demands),
    client: settings.client && JSON.stringify(settings.client),
  }) as const

export async function insertApplication(
  world: World,
  organizationId: Id<'organization'>,
  settings: Settings,
): Promise<string> {
  const id = newId(world, 'application')
  await world.database
    .insertInto('applications')
    .values({
      id,
      organization_id: organizationId,
      ...columnsOf(settings),
      client_secret_hash: null,
      created_at: world.clock.now().getTime(),
    })
    .execute()
  await saveOpeners(world, id, settings.openers)
  return id
}

export async function saveApplication(
  world: Reads,
  id: Id<'application'>,
  settings: Settings,
): Promise<void> {
  await world.database.updateTable('applications').set(columnsOf(settings)).where('id', '=', id).execute()
  await saveOpeners(world, id, settings.openers)
}

/** @param secret null takes it away */
export async function saveClientSecret(
  world: Reads,
  id: Id<'application'>,
  secret: string | null,
): Promise<void> {
  await world.database
    .updateTable('applications')
    .set({ client_secret_hash: secret && digest(secret) })
    .where('id', '=', id)
    .execute()
}

const openerTables = [
  ['application_groups', 'group_id', 'groups'],
  ['application_locations', 'location_id', 'locations'],
  ['application_people', 'person_id', 'people'],
] as const

async function saveOpeners({ database }: Reads, id: Id<'application'>, openers: Openers): Promise<void> {
  await database.deleteFrom('application_groups').where('application_id', '=', id).execute()
  await database.deleteFrom('application_locations').where('application_id', '=', id).execute()
  await database.deleteFrom('application_people').where('application_id', '=', id).execute()
  const of = { application_id: id }
  for (const group_id of openers.groups)
    await database
      .insertInto('application_groups')
      .values({ ...of, group_id })
      .execute()
  for (const location_id of openers.locations)
    await database
      .insertInto('application_locations')
      .values({ ...of, location_id })
      .execute()
  for (const person_id of openers.people)
    await database
      .insertInto('application_people')
      .values({ ...of, person_id })
      .execute()
}

export async function openersOf({ database }: Reads, id: Id<'application'>): Promise<Openers> {
  const { for_everybody } = await database
    .selectFrom('applications')
    .select('for_everybody')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const named: Record<string, string[]> = {}
  for (const [table, column, kind] of openerTables) {
    const rows = await database
      .selectFrom(table)
      .select(column as never)
      .where('application_id', '=', id)
      .orderBy(column as never)
      .execute()
    named[kind] = rows.map((row) => (row as Record<string, string>)[column]!)
  }
  return { everybody: for_everybody === 1, ...named } as unknown as Openers
}

/** The same by the names that people read: of groups, of locations, and user names. */
export async function openerNames({ database }: Reads, openers: Openers): Promise<Openers> {
  const names = async (table: 'groups' | 'locations', ids: readonly string[]) => {
    if (ids.length === 0) return []
    const rows = await database.selectFrom(table).select('name').where('id', 'in', ids).execute()
    return rows.map(({ name }) => name)
  }
  const { everybody, groups, locations, people } = openers
  const rows =
    people.length === 0
      ? []
      : await database.selectFrom('people').select('user_name').where('id', 'in', people).execute()
  return {
    everybody,
    groups: await names('groups', groups),
    locations: await names('locations', locations),
    people: rows.map(({ user_name }) => user_name),
  }
}

/** Ids of the applications, of those given, that this person is among the openers of. */
export async function openTo(
  { database }: Reads,
  { personId, organizationId }: { personId: Id<'person'>; organizationId: Id<'organization'> },
): Promise<Set<Id<'application'>>> {
  const rows = await database
    .selectFrom('applications')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where((where) =>
      where.or([
        where('for_everybody', '=', 1),
        where.exists(
          where
            .selectFrom('application_groups')
            .innerJoin('group_members', 'group_members.group_id', 'application_groups.group_id')
            .select('group_members.person_id')
            .whereRef('application_groups.application_id', '=', 'applications.id')
            .where('group_members.person_id', '=', personId),
        ),
        where.exists(
          where
            .selectFrom('application_locations')
            .innerJoin('people', 'people.location_id', 'application_locations.location_id')
            .select('people.id')
            .whereRef('application_locations.application_id', '=', 'applications.id')
            .where('people.id', '=', personId),
        ),
        where.exists(
          where
            .selectFrom('application_people')
            .select('application_people.person_id')
            .whereRef('application_people.application_id', '=', 'applications.id')
            .where('application_people.person_id', '=', personId),
        ),
      ]),
    )
    .execute()
  return new Set(rows.map(({ id }) => id))
}

/** May this person still open it? Asked for what was given before: whoever was let go gets nothing more. */
export async function isAmongOpeners(
  world: Reads,
  { personId, applicationId }: { personId: Id<'person'>; applicationId: Id<'application'> },
): Promise<boolean> {
  const application = await findApplication(world, applicationId)
  if (!application?.isOn) return false
  const { organizationId } = application
  return (await openTo(world, { organizationId, personId })).has(applicationId)
}

/** For the order of Home. */
export async function noteOpening(
  world: World,
  { applicationId, personId }: { applicationId: Id<'application'>; personId: Id<'person'> },
): Promise<void> {
  const opened_at = world.clock.now().getTime()
  await world.database
    .insertInto('application_uses')
    .values({ application_id: applicationId, person_id: personId, opened_at })
    .onConflict((conflict) => conflict.columns(['person_id', 'application_id']).doUpdateSet({ opened_at }))
    .execute()
}

/** When this person opened them last; those never opened are not in the answer. */
export async function usesOf(world: Reads, personId: Id<'person'>): Promise<Map<string, Date>> {
  const rows = await world.database
    .selectFrom('application_uses')
    .select(['application_id', 'opened_at'])
    .where('person_id', '=', personId)
    .execute()
  return new Map(rows.map(({ application_id, opened_at }) => [application_id, new Date(opened_at)]))
}
