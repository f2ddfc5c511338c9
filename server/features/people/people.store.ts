import type { Method } from '../../../contract/words.ts'
import { nameKey } from '../../base/name-key.ts'
import type { PersonRow } from '../../tools/database/tables.ts'
import { newId, type World } from '../../tools/world.ts'

export interface Person {
  id: string
  organizationId: string
  userName: string
  displayName: string
  email: string | null
  /** E.164. */
  cellPhone: string | null
  locationId: string | null
  passwordHash: string | null
  active: boolean
  defaultMethod: Method | null
  setUpAt: Date | null
  /** A reset was opened, and set-up was not finished since. */
  resetAt: Date | null
}

function toPerson(row: PersonRow): Person {
  return {
    id: row.id,
    organizationId: row.organization_id,
    userName: row.user_name,
    displayName: row.display_name,
    email: row.email,
    cellPhone: row.cell_phone,
    locationId: row.location_id,
    passwordHash: row.password_hash,
    active: row.active === 1,
    defaultMethod: row.default_method as Method | null,
    setUpAt: row.set_up_at === null ? null : new Date(row.set_up_at),
    resetAt: row.reset_at === null ? null : new Date(row.reset_at),
  }
}

export async function findPersonByUserName(
  world: Pick<World, 'database'>,
  organizationId: string,
  userName: string,
): Promise<Person | undefined> {
  const row = await world.database
    .selectFrom('people')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('user_name_key', '=', nameKey(userName))
    .executeTakeFirst()
  return row && toPerson(row)
}

export async function personById(world: Pick<World, 'database'>, id: string): Promise<Person> {
  return toPerson(
    await world.database.selectFrom('people').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  )
}

/** The next active people of an organization, in the order of their ids. @param after '' for the first */
export async function activePeopleAfter(
  world: Pick<World, 'database'>,
  { organizationId, after, limit }: { organizationId: string; after: string; limit: number },
): Promise<Person[]> {
  const rows = await world.database
    .selectFrom('people')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('active', '=', 1)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(toPerson)
}

/** Those of an organization's people who bear one of these ids, in any order. */
export async function peopleByIds(
  world: Pick<World, 'database'>,
  organizationId: string,
  ids: readonly string[],
): Promise<Person[]> {
  const rows = await world.database
    .selectFrom('people')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('id', 'in', ids)
    .execute()
  return rows.map(toPerson)
}

export interface NewPerson {
  organizationId: string
  userName: string
  displayName: string
  email: string | null
  cellPhone: string | null
  locationId: string | null
  passwordHash: string | null
}

export async function insertPerson(world: World, person: NewPerson): Promise<string> {
  const id = newId(world, 'person')
  const now = world.clock.now().getTime()
  await world.database
    .insertInto('people')
    .values({
      id,
      organization_id: person.organizationId,
      user_name: person.userName,
      user_name_key: nameKey(person.userName),
      display_name: person.displayName,
      display_name_key: nameKey(person.displayName),
      email: person.email,
      email_key: person.email && nameKey(person.email),
      cell_phone: person.cellPhone,
      location_id: person.locationId,
      password_hash: person.passwordHash,
      password_changed_at: person.passwordHash ? now : null,
      active: 1,
      default_method: null,
      set_up_at: null,
      reset_at: null,
      last_sign_in_at: null,
      created_at: now,
    })
    .execute()
  return id
}

export async function noteSignIn(world: World, personId: string): Promise<void> {
  await world.database
    .updateTable('people')
    .set({ last_sign_in_at: world.clock.now().getTime() })
    .where('id', '=', personId)
    .execute()
}

/** Set-up is finished: `2FA` counts on this person's ways from now on. */
export async function finishSetUp(world: World, personId: string, defaultMethod: Method): Promise<void> {
  await world.database
    .updateTable('people')
    .set({ default_method: defaultMethod, set_up_at: world.clock.now().getTime(), reset_at: null })
    .where('id', '=', personId)
    .execute()
}
