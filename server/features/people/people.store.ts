import type { Method } from '../../../contract/words.ts'
import type { Id } from '../../base/id.ts'
import { nameKey } from '../../base/name-key.ts'
import { Problem } from '../../base/problem.ts'
import { locksRows, prepared } from '../../tools/database/prepared.ts'
import type { PersonRow } from '../../tools/database/tables.ts'
import { newId, type World } from '../../tools/world.ts'
import type { FirstPassword } from './first-password.store.ts'
import { insertWords } from './person-words.store.ts'

export interface Person {
  id: Id<'person'>
  organizationId: Id<'organization'>
  userName: string
  displayName: string
  email: string | null
  /** E.164. */
  cellPhone: string | null
  locationId: Id<'location'> | null
  passwordHash: string | null
  passwordChangedAt: Date | null
  /** Handed over on paper; null where there was none, and once another is chosen. */
  firstPassword: FirstPassword | null
  /** It came by a link in the mailbox, as a way back in. */
  passwordByMailAt: Date | null
  /** It opens nothing until another is chosen. */
  passwordClosedAt: Date | null
  active: boolean
  defaultMethod: Method | null
  setUpAt: Date | null
  /** A reset was opened, and set-up was not finished since. */
  resetAt: Date | null
  hasSignedIn: boolean
}

const personColumns = [
  'id',
  'organization_id',
  'user_name',
  'display_name',
  'email',
  'cell_phone',
  'location_id',
  'password_hash',
  'password_changed_at',
  'first_password_hash',
  'first_password_until',
  'password_by_mail_at',
  'password_closed_at',
  'active',
  'default_method',
  'set_up_at',
  'reset_at',
  'last_sign_in_at',
] as const

type StoredRow = Pick<PersonRow, (typeof personColumns)[number]>

export function toPerson(row: StoredRow): Person {
  return {
    id: row.id,
    organizationId: row.organization_id,
    userName: row.user_name,
    displayName: row.display_name,
    email: row.email,
    cellPhone: row.cell_phone,
    locationId: row.location_id,
    passwordHash: row.password_hash,
    passwordChangedAt: row.password_changed_at === null ? null : new Date(row.password_changed_at),
    firstPassword: row.first_password_hash
      ? { hash: row.first_password_hash, until: new Date(row.first_password_until ?? 0) }
      : null,
    passwordByMailAt: row.password_by_mail_at === null ? null : new Date(row.password_by_mail_at),
    passwordClosedAt: row.password_closed_at === null ? null : new Date(row.password_closed_at),
    active: row.active === 1,
    defaultMethod: row.default_method as Method | null,
    setUpAt: row.set_up_at === null ? null : new Date(row.set_up_at),
    resetAt: row.reset_at === null ? null : new Date(row.reset_at),
    hasSignedIn: row.last_sign_in_at !== null,
  }
}

/** In the organization of that name. */
export const personOfNames = prepared<{ name: string; userName: string }, StoredRow>((database, parameter) =>
  database
    .selectFrom('people')
    .select([...personColumns])
    .where('organization_id', '=', ({ selectFrom }) =>
      selectFrom('organizations').select('organizations.id').where('name_key', '=', parameter('name')),
    )
    .where('user_name_key', '=', parameter('userName')),
)

/** Where there is one organization; in any one of several otherwise. */
export const personOfUserName = prepared<{ userName: string }, StoredRow>((database, parameter) =>
  database
    .selectFrom('people')
    .select([...personColumns])
    .where('organization_id', '=', ({ selectFrom }) =>
      selectFrom('organizations').select('organizations.id').limit(1),
    )
    .where('user_name_key', '=', parameter('userName')),
)

/** Throws `no-session` where the person was erased meanwhile. */
export async function personById(world: Pick<World, 'database'>, id: Id<'person'>): Promise<Person> {
  const [row] = await personOfId(world.database, { id })
  if (!row) throw new Problem('no-session')
  return toPerson(row)
}

const personOfId = prepared<{ id: Id<'person'> }, StoredRow>((database, parameter) =>
  database
    .selectFrom('people')
    .select([...personColumns])
    .where('id', '=', parameter('id')),
)

/** The next active people of an organization, in the order of their ids. @param after '' for the first */
export async function activePeopleAfter(
  world: Pick<World, 'database'>,
  { organizationId, after, limit }: { organizationId: Id<'organization'>; after: string; limit: number },
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
  organizationId: Id<'organization'>,
  ids: readonly Id<'person'>[],
): Promise<Person[]> {
  const rows = await world.database
    .selectFrom('people')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('id', 'in', ids)
    .execute()
  return rows.map(toPerson)
}

/** Those of an organization's people who bear one of these user names, as compared. */
export async function peopleByUserNames(
  world: Pick<World, 'database'>,
  organizationId: string,
  userNames: readonly string[],
): Promise<{ id: string; userName: string }[]> {
  const found: { id: string; userName: string }[] = []
  for (let at = 0; at < userNames.length; at += keysAtOnce)
    found.push(
      ...(await world.database
        .selectFrom('people')
        .select(['id', 'user_name as userName'])
        .where('organization_id', '=', organizationId)
        .where('user_name_key', 'in', userNames.slice(at, at + keysAtOnce).map(nameKey))
        .execute()),
    )
  return found
}

/**
 * The person as they are now, whose row is ours until the transaction ends: sign-ins, ways to confirm, password and
 * sessions of one person change one after the other, on any number of nodes. Taken before any other row of theirs. Throws
 * `no-session` where the person was erased meanwhile.
 */
export async function lockPerson(world: Pick<World, 'database'>, id: Id<'person'>): Promise<Person> {
  const [row] = await lockedPerson(world.database, { id })
  if (!row) throw new Problem('no-session')
  return toPerson(row)
}

/** The same for somebody named from outside; undefined where the organization has nobody of that id. */
export async function lockPersonOf(
  world: Pick<World, 'database'>,
  { organizationId, personId }: { organizationId: Id<'organization'>; personId: Id<'person'> },
): Promise<Person | undefined> {
  const [row] = await lockedPerson(world.database, { id: personId })
  return row?.organization_id === organizationId ? toPerson(row) : undefined
}

const lockedPerson = prepared<{ id: Id<'person'> }, StoredRow>((database, parameter) => {
  const person = database
    .selectFrom('people')
    .select([...personColumns])
    .where('id', '=', parameter('id'))
  return locksRows(database) ? person.forNoKeyUpdate() : person
})

export interface NewPerson {
  organizationId: Id<'organization'>
  userName: string
  displayName: string
  email: string | null
  /** E.164. */
  cellPhone: string | null
  locationId: Id<'location'> | null
  passwordHash: string | null
}

type Writes = Pick<World, 'database' | 'clock' | 'random'>

const rowsAtOnce = 50
const keysAtOnce = 500

/** Throws `already-taken`. */
export async function insertPerson(world: World, person: NewPerson): Promise<Id<'person'>> {
  const [id] = await insertPeople(world, [person])
  if (!id) throw new Problem('already-taken', { fields: { userName: 'This user name is already used.' } })
  return id
}

/** Ids in the order given; null where the user name is taken, also by one written at the same time. */
export async function insertPeople(
  world: Writes,
  people: readonly NewPerson[],
): Promise<(Id<'person'> | null)[]> {
  const ids: (Id<'person'> | null)[] = []
  for (let at = 0; at < people.length; at += rowsAtOnce)
    ids.push(...(await insertSome(world, people.slice(at, at + rowsAtOnce))))
  return ids
}

async function insertSome(world: Writes, people: readonly NewPerson[]): Promise<(Id<'person'> | null)[]> {
  const rows = people.map((person) => newRow(world, person))
  const written = await world.database
    .insertInto('people')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['organization_id', 'user_name_key']).doNothing())
    .returning('id')
    .execute()
  const ids = new Set(written.map(({ id }) => id))
  await insertWords(
    world,
    people.map((person, at) => ({ ...person, id: rows[at]!.id })).filter(({ id }) => ids.has(id)),
  )
  return rows.map(({ id }) => (ids.has(id) ? id : null))
}

function newRow(world: Writes, person: NewPerson): PersonRow {
  const now = world.clock.now().getTime()
  return {
    id: newId(world, 'person'),
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
    first_password_hash: null,
    first_password_until: null,
    password_by_mail_at: null,
    password_closed_at: null,
    active: 1,
    default_method: null,
    set_up_at: null,
    reset_at: null,
    last_sign_in_at: null,
    last_sign_in_key: 0,
    created_at: now,
  }
}

/** Which of these keys of user names (see name-key.ts) the organization has already. */
export async function takenUserNames(
  world: Pick<World, 'database'>,
  organizationId: Id<'organization'>,
  keys: readonly string[],
): Promise<Set<string>> {
  const taken = new Set<string>()
  for (let at = 0; at < keys.length; at += keysAtOnce) {
    const rows = await world.database
      .selectFrom('people')
      .select('user_name_key')
      .where('organization_id', '=', organizationId)
      .where('user_name_key', 'in', keys.slice(at, at + keysAtOnce))
      .execute()
    for (const row of rows) taken.add(row.user_name_key)
  }
  return taken
}

const signedIn = prepared<{ id: Id<'person'>; now: number }, unknown>((database, parameter) =>
  database
    .updateTable('people')
    .set({ last_sign_in_at: parameter('now'), last_sign_in_key: parameter('now') })
    .where('id', '=', parameter('id')),
)

export async function noteSignIn(world: World, personId: Id<'person'>): Promise<void> {
  await signedIn(world.database, { id: personId, now: world.clock.now().getTime() })
}

/** Were they ever here? */
export async function hasSignedIn(world: Pick<World, 'database'>, personId: Id<'person'>): Promise<boolean> {
  const row = await world.database
    .selectFrom('people')
    .select('last_sign_in_at')
    .where('id', '=', personId)
    .executeTakeFirst()
  return row !== undefined && row.last_sign_in_at !== null
}

/** Set-up is finished: `2FA` counts on this person's ways from now on. */
export async function finishSetUp(
  world: World,
  personId: Id<'person'>,
  defaultMethod: Method,
): Promise<void> {
  await world.database
    .updateTable('people')
    .set({ default_method: defaultMethod, set_up_at: world.clock.now().getTime(), reset_at: null })
    .where('id', '=', personId)
    .execute()
}

export async function changeDefaultMethod(
  world: Pick<World, 'database'>,
  personId: Id<'person'>,
  method: Method,
): Promise<void> {
  await world.database
    .updateTable('people')
    .set({ default_method: method })
    .where('id', '=', personId)
    .execute()
}

/** Set-up must be done anew. @param resetAt null where no reset was opened with it */
export async function undoSetUp(
  world: Pick<World, 'database'>,
  personId: Id<'person'>,
  resetAt: Date | null,
): Promise<void> {
  await world.database
    .updateTable('people')
    .set({ default_method: null, set_up_at: null, reset_at: resetAt?.getTime() ?? null })
    .where('id', '=', personId)
    .execute()
}

/** It opens nothing until another is chosen. Who has none keeps none. */
export async function closePassword(world: World, personId: Id<'person'>): Promise<void> {
  await world.database
    .updateTable('people')
    .set({ password_closed_at: world.clock.now().getTime() })
    .where('id', '=', personId)
    .where('password_hash', 'is not', null)
    .execute()
}

/** Somebody other than the mailbox says that it is them. */
export async function vouchForPassword(
  world: Pick<World, 'database'>,
  personId: Id<'person'>,
): Promise<void> {
  await world.database
    .updateTable('people')
    .set({ password_by_mail_at: null })
    .where('id', '=', personId)
    .execute()
}

/** The same password, hashed anew. */
export async function renewHash(world: World, personId: Id<'person'>, passwordHash: string): Promise<void> {
  await world.database
    .updateTable('people')
    .set({ password_hash: passwordHash })
    .where('id', '=', personId)
    .execute()
}

/** @param byMail it came by a link in the mailbox, as a way back in. Otherwise what the mailbox is worth stays as it was. */
export async function savePassword(
  world: World,
  personId: Id<'person'>,
  { hash, byMail }: { hash: string; byMail: boolean },
): Promise<void> {
  const now = world.clock.now().getTime()
  await world.database
    .updateTable('people')
    .set({
      password_hash: hash,
      password_changed_at: now,
      password_closed_at: null,
      ...(byMail && { password_by_mail_at: now }),
    })
    .where('id', '=', personId)
    .execute()
}
