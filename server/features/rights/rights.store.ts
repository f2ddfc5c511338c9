import type { Right } from '../../../contract/words.ts'
import type { Id } from '../../base/id.ts'
import { prepared } from '../../tools/database/prepared.ts'
import type { World } from '../../tools/world.ts'

export async function loadRights(world: Pick<World, 'database'>, personId: Id<'person'>): Promise<Right[]> {
  const rows = await rightsOf(world.database, { personId })
  return rows.map(({ name }) => name as Right)
}

const rightsOf = prepared<{ personId: Id<'person'> }, { name: string }>((database, parameter) =>
  database.selectFrom('person_rights').select('name').where('person_id', '=', parameter('personId')),
)

export async function grantRight(
  world: Pick<World, 'database'>,
  {
    organizationId,
    personId,
    right,
  }: { organizationId: Id<'organization'>; personId: Id<'person'>; right: Right },
): Promise<void> {
  await world.database
    .insertInto('person_rights')
    .values({ organization_id: organizationId, person_id: personId, name: right })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export interface Holder {
  id: Id<'person'>
  displayName: string
  email: string | null
  locationId: Id<'location'> | null
}

/** Active people of the organization who hold a right, by name. */
export async function holdersOf(
  world: Pick<World, 'database'>,
  organizationId: Id<'organization'>,
  right: Right,
): Promise<Holder[]> {
  return activeHolders(world.database, { organizationId, right })
}

const activeHolders = prepared<{ organizationId: Id<'organization'>; right: Right }, Holder>(
  (database, parameter) =>
    database
      .selectFrom('person_rights')
      .innerJoin('people', 'people.id', 'person_rights.person_id')
      .select([
        'people.id as id',
        'people.display_name as displayName',
        'people.email as email',
        'people.location_id as locationId',
      ])
      .where('person_rights.organization_id', '=', parameter('organizationId'))
      .where('person_rights.name', '=', parameter('right'))
      .where('people.active', '=', 1)
      .orderBy('people.display_name_key')
      .limit(50),
)

export async function revokeRight(
  world: Pick<World, 'database'>,
  { personId, right }: { personId: Id<'person'>; right: Right },
): Promise<void> {
  await world.database
    .deleteFrom('person_rights')
    .where('person_id', '=', personId)
    .where('name', '=', right)
    .execute()
}

/** Is there anybody left who can sign in and administer users? Somebody invited, without a password yet, cannot. */
export async function hasAdministrator(
  world: Pick<World, 'database'>,
  organizationId: Id<'organization'>,
): Promise<boolean> {
  const row = await world.database
    .selectFrom('person_rights')
    .innerJoin('people', 'people.id', 'person_rights.person_id')
    .select('people.id')
    .where('person_rights.organization_id', '=', organizationId)
    .where('person_rights.name', '=', 'Administer Users' satisfies Right)
    .where('people.active', '=', 1)
    .where('people.password_hash', 'is not', null)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
