import type { LetThroughBy, Method } from '../../../contract/words.ts'
import { digest } from '../../base/digest.ts'
import type { Id } from '../../base/id.ts'
import { inOrder, insertRow, prepared } from '../../tools/database/prepared.ts'
import type { Database, PersonRow, SessionRow } from '../../tools/database/tables.ts'
import { newId, type World } from '../../tools/world.ts'

export interface NewSession {
  organizationId: Id<'organization'>
  personId: Id<'person'>
  token: string
  machineId: Id<'machine'>
  connectionId: Id<'connection'>
  passwordAt: Date
  secondFactorAt: Date | null
  method: Method | null
  letThroughBy: LetThroughBy | null
  address: string
  browser: string
  system: string
  /** True where the person proved all that could be asked of them just now; sensitive changes rest on it. */
  isFresh: boolean
  idleMinutes: number
  expiresAt: Date
}

export async function insertSession(world: World, session: NewSession): Promise<Id<'session'>> {
  const id = newId(world, 'session')
  const now = world.clock.now().getTime()
  await insertRow(world.database, 'sessions', {
    id,
    organization_id: session.organizationId,
    person_id: session.personId,
    token_hash: digest(session.token),
    machine_id: session.machineId,
    connection_id: session.connectionId,
    password_at: session.passwordAt.getTime(),
    second_factor_at: session.secondFactorAt?.getTime() ?? null,
    method: session.method,
    let_through_by: session.letThroughBy,
    fresh_at: session.isFresh ? now : null,
    address: session.address,
    browser: session.browser,
    system: session.system,
    last_used_at: now,
    idle_minutes: session.idleMinutes,
    expires_at: session.expiresAt.getTime(),
    ended_at: null,
    created_at: now,
  })
  return id
}

export interface OpenSession {
  id: Id<'session'>
  organizationId: Id<'organization'>
  personId: Id<'person'>
  userName: string
  displayName: string
  organization: string
  location: string | null
  passwordAt: Date
  secondFactorAt: Date | null
  method: Method | null
  letThroughBy: LetThroughBy | null
  freshAt: Date | null
  machineId: Id<'machine'> | null
  connectionId: Id<'connection'> | null
  lastUsedAt: Date
  idleMinutes: number
  /** When it ends in any case. */
  expiresAt: Date
}

/** The session of a token while it is open and its person is active; idle time is judged by `session-life.ts`. */
export async function findSession(world: World, token: string): Promise<OpenSession | undefined> {
  const now = world.clock.now().getTime()
  const [row] = await openSessionOf(world.database, { hash: digest(token), now })
  return row && toOpenSession(row)
}

/** The same by its id, for whoever holds what rests on it. */
export async function findSessionById(world: World, id: Id<'session'>): Promise<OpenSession | undefined> {
  const now = world.clock.now().getTime()
  const [row] = await openSessionOfId(world.database, { id, now })
  return row && toOpenSession(row)
}

function toOpenSession(row: FoundRow): OpenSession {
  return {
    id: row.id,
    organizationId: row.organization_id,
    personId: row.person_id,
    userName: row.user_name,
    displayName: row.display_name,
    organization: row.organization,
    location: row.location,
    passwordAt: new Date(row.password_at),
    secondFactorAt: row.second_factor_at === null ? null : new Date(row.second_factor_at),
    method: row.method as Method | null,
    letThroughBy: row.let_through_by as LetThroughBy | null,
    freshAt: row.fresh_at === null ? null : new Date(row.fresh_at),
    machineId: row.machine_id,
    connectionId: row.connection_id,
    lastUsedAt: new Date(row.last_used_at),
    idleMinutes: row.idle_minutes,
    expiresAt: new Date(row.expires_at),
  }
}

type FoundRow = Pick<
  SessionRow,
  | 'id'
  | 'organization_id'
  | 'person_id'
  | 'password_at'
  | 'second_factor_at'
  | 'method'
  | 'let_through_by'
  | 'fresh_at'
  | 'machine_id'
  | 'connection_id'
  | 'last_used_at'
  | 'idle_minutes'
  | 'expires_at'
> &
  Pick<PersonRow, 'user_name' | 'display_name'> & { organization: string; location: string | null }

const openSessionOf = prepared<{ hash: string; now: number }, FoundRow>((database, parameter) =>
  openSessions(database, parameter('now')).where('sessions.token_hash', '=', parameter('hash')),
)

const openSessionOfId = prepared<{ id: Id<'session'>; now: number }, FoundRow>((database, parameter) =>
  openSessions(database, parameter('now')).where('sessions.id', '=', parameter('id')),
)

function openSessions(database: Database, now: number) {
  return database
    .selectFrom('sessions')
    .innerJoin('people', 'people.id', 'sessions.person_id')
    .innerJoin('organizations', 'organizations.id', 'sessions.organization_id')
    .leftJoin('locations', 'locations.id', 'people.location_id')
    .select([
      'sessions.id',
      'sessions.organization_id',
      'sessions.person_id',
      'sessions.password_at',
      'sessions.second_factor_at',
      'sessions.method',
      'sessions.let_through_by',
      'sessions.fresh_at',
      'sessions.machine_id',
      'sessions.connection_id',
      'sessions.last_used_at',
      'sessions.idle_minutes',
      'sessions.expires_at',
      'people.user_name',
      'people.display_name',
      'organizations.name as organization',
      'locations.name as location',
    ])
    .where('sessions.ended_at', 'is', null)
    .where('sessions.expires_at', '>', now)
    .where('people.active', '=', 1)
}

export async function noteUse(world: World, sessionId: Id<'session'>): Promise<void> {
  await world.database
    .updateTable('sessions')
    .set({ last_used_at: world.clock.now().getTime() })
    .where('id', '=', sessionId)
    .where('ended_at', 'is', null)
    .execute()
}

/** All that is given must fit; of everybody where nothing is. */
export interface WhichSessions {
  organizationId?: Id<'organization'>
  id?: Id<'session'>
  personId?: Id<'person'>
  /** On this machine. */
  onMachineId?: Id<'machine'>
  exceptId?: Id<'session'>
}

/** Ends sessions and tells how many; they never open again. */
export async function endSessions(world: World, which: WhichSessions): Promise<number> {
  let open = world.database.selectFrom('sessions').select('id').where('ended_at', 'is', null)
  if (which.organizationId) open = open.where('organization_id', '=', which.organizationId)
  if (which.id) open = open.where('id', '=', which.id)
  if (which.personId) open = open.where('person_id', '=', which.personId)
  if (which.onMachineId) open = open.where('machine_id', '=', which.onMachineId)
  if (which.exceptId) open = open.where('id', '!=', which.exceptId)
  const { numUpdatedRows } = await world.database
    .updateTable('sessions')
    .set({ ended_at: world.clock.now().getTime() })
    .where('id', 'in', inOrder(world.database, open))
    .executeTakeFirst()
  world.sessionsEnded()
  return Number(numUpdatedRows)
}
