import { type Expression, type SqlBool, sql } from 'kysely'
import type { PersonState } from '../../../contract/words.ts'
import type { Id } from '../../base/id.ts'
import type { PersonRow } from '../../tools/database/tables.ts'
import type { World } from '../../tools/world.ts'
import { type Person, toPerson } from './people.store.ts'
import type { WordRange } from './person-words.ts'

type Reads = Pick<World, 'database'>

export interface ListedPerson extends Omit<Person, 'organizationId' | 'locationId' | 'passwordHash'> {
  location: { id: Id<'location'>; name: string } | null
  lastSignInAt: Date | null
  hasPassword: boolean
  createdAt: Date
}

/** Which people a list shows. */
export interface PeopleFilter {
  /** Id of a location; null for people without one, undefined for everybody. */
  locationId: Id<'location'> | null | undefined
  state: PersonState | undefined
}

/** Undefined for another organization's. */
export async function findListed(
  world: Reads,
  organizationId: Id<'organization'>,
  id: Id<'person'>,
): Promise<ListedPerson | undefined> {
  const row = await selectListed(world)
    .where('people.organization_id', '=', organizationId)
    .where('people.id', '=', id)
    .executeTakeFirst()
  return row && toListed(row)
}

export function selectListed({ database }: Reads) {
  return database
    .selectFrom('people')
    .leftJoin('locations', 'locations.id', 'people.location_id')
    .selectAll('people')
    .select('locations.name as location_name')
}

export function toListed(row: PersonRow & { location_name: string | null }): ListedPerson {
  const { location_name: name } = row
  const { organizationId: _, locationId, passwordHash, ...person } = toPerson(row)
  return {
    ...person,
    location: locationId === null || name === null ? null : { id: locationId, name },
    lastSignInAt: row.last_sign_in_at === null ? null : new Date(row.last_sign_in_at),
    hasPassword: passwordHash !== null,
    createdAt: new Date(row.created_at),
  }
}

/** As the partial indexes have them: literals, not parameters. */
const states: Readonly<Record<PersonState, Expression<SqlBool>>> = {
  active: sql`people.active = 1`,
  inactive: sql`people.active = 0`,
  'not-set-up': sql`people.active = 1 and people.set_up_at is null`,
  'no-cell-phone': sql`people.active = 1 and people.cell_phone is null`,
  invited: sql`people.active = 1 and people.password_hash is null`,
}

export function filterConditions({ locationId, state }: PeopleFilter): Expression<SqlBool>[] {
  return [
    ...(locationId === null ? [sql<SqlBool>`people.location_id is null`] : []),
    ...(locationId ? [sql<SqlBool>`people.location_id = ${locationId}`] : []),
    ...(state ? [states[state]] : []),
  ]
}

/** Asked of each person on the way; the organization lets the engine read the words of the range instead, where they are few. */
export function hasWord(
  organizationId: Id<'organization'>,
  { from, before }: WordRange,
): Expression<SqlBool> {
  return sql<SqlBool>`exists (select 1 from person_words where person_words.person_id = people.id
    and person_words.organization_id = ${organizationId}
    and person_words.word >= ${from} and person_words.word < ${before})`
}
