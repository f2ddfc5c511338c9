import { sql } from 'kysely'
import { digest } from '../../base/digest.ts'
import type { Id } from '../../base/id.ts'
import { locksRows, prepared } from '../../tools/database/prepared.ts'
import type { MachineRow } from '../../tools/database/tables.ts'
import { newId, type World } from '../../tools/world.ts'
import type { Caller } from './caller.ts'
import type { MachineKey } from './key/machine-key.ts'
import type { Appearance } from './machine.ts'

export interface Machine {
  id: Id<'machine'>
  provedAs: readonly Appearance[]
  name: string | null
  recognizedAt: Date | null
  lastUsedAt: Date
  /** Null where it is known by its cookie. */
  key: MachineKey | null
}

type Reads = Pick<World, 'database'>

/**
 * Beside a token's hash, which alone finds the row. Without the addition PostgreSQL, which plans once for each connection, would
 * walk through all machines of the organization where it planned while there were none.
 */
export const itsOrganization = sql<string>`organization_id || ''`

const machineColumns = [
  'id',
  'proved_as',
  'name',
  'recognized_at',
  'last_used_at',
  'public_key',
  'key_at',
] as const

const machineOf = prepared<{ hash: string; organizationId: Id<'organization'> }, StoredRow>(
  (database, parameter) => {
    const machine = database
      .selectFrom('machines')
      .select([...machineColumns])
      .where('cookie_hash', '=', parameter('hash'))
      .where(itsOrganization, '=', parameter('organizationId'))
    return locksRows(database) ? machine.forNoKeyUpdate() : machine
  },
)

/**
 * The organization's row of the machine that holds this token, ours until the transaction ends: whoever revokes it has done
 * so before we read, or ends what we begin.
 */
export async function findMachine(
  world: Reads,
  organizationId: Id<'organization'>,
  token: string | null,
): Promise<Machine | undefined> {
  if (token === null) return undefined
  const [row] = await machineOf(world.database, { hash: digest(token), organizationId })
  return row && toMachine(row)
}

type StoredRow = Pick<MachineRow, (typeof machineColumns)[number]>

export function toMachine(row: StoredRow): Machine {
  return {
    id: row.id,
    provedAs: readAppearances(row.proved_as),
    name: row.name,
    recognizedAt: row.recognized_at === null ? null : new Date(row.recognized_at),
    lastUsedAt: new Date(row.last_used_at),
    key:
      row.public_key === null || row.key_at === null
        ? null
        : { point: row.public_key, registeredAt: new Date(row.key_at) },
  }
}

/** One line for each browser and system; no name of either holds a control character. */
const appearanceLine = ({ browser, system }: Appearance) => `${browser}\t${system}\n`

function readAppearances(text: string): Appearance[] {
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => {
      const [browser = '', system = ''] = line.split('\t')
      return { browser, system }
    })
}

/** The machine of a session, and how its browser showed itself at the sign-in. */
export async function machineOfSession(
  world: Reads,
  sessionId: string,
): Promise<{ machine: Machine; here: Appearance } | undefined> {
  const row = await world.database
    .selectFrom('sessions')
    .innerJoin('machines', 'machines.id', 'sessions.machine_id')
    .select([
      'machines.id',
      'machines.proved_as',
      'machines.name',
      'machines.recognized_at',
      'machines.last_used_at',
      'machines.public_key',
      'machines.key_at',
      'sessions.browser',
      'sessions.system',
    ])
    .where('sessions.id', '=', sessionId)
    .executeTakeFirst()
  return row && { machine: toMachine(row), here: { browser: row.browser, system: row.system } }
}

/** Somebody signed in on the machine that holds this token, in whatever organization. */
export const machineOfToken = prepared<{ hash: string }, Pick<MachineRow, 'id' | 'public_key'>>(
  (database, parameter) =>
    database
      .selectFrom('machines')
      .select(['id', 'public_key'])
      .where('cookie_hash', '=', parameter('hash'))
      .limit(1),
)

/** A sign-in on a machine counts as use (R4.6). */
export async function renewMachine(world: World, { id }: Machine): Promise<void> {
  await renewedMachine(world.database, { id, now: world.clock.now().getTime() })
}

const renewedMachine = prepared<{ id: Id<'machine'>; now: number }, unknown>((database, parameter) =>
  database
    .updateTable('machines')
    .set({ last_used_at: parameter('now') })
    .where('id', '=', parameter('id')),
)

/** Makes the organization's row of this machine, or renews the one that came in between. */
export async function useMachine(
  world: World,
  organizationId: Id<'organization'>,
  caller: Caller & { machineToken: string },
): Promise<Id<'machine'>> {
  const [row] = await usedMachine(world.database, {
    id: newId(world, 'machine'),
    organization_id: organizationId,
    cookie_hash: digest(caller.machineToken),
    browser: caller.browser,
    system: caller.system,
    now: world.clock.now().getTime(),
  })
  return row!.id
}

interface UsedMachine
  extends Pick<MachineRow, 'id' | 'organization_id' | 'cookie_hash' | 'browser' | 'system'> {
  now: number
}

const usedMachine = prepared<UsedMachine, { id: Id<'machine'> }>((database, parameter) =>
  database
    .insertInto('machines')
    .values({
      id: parameter('id'),
      organization_id: parameter('organization_id'),
      cookie_hash: parameter('cookie_hash'),
      name: null,
      location_id: null,
      browser: parameter('browser'),
      system: parameter('system'),
      proved_as: '',
      public_key: null,
      key_at: null,
      recognized_at: null,
      recognized_by: null,
      last_used_at: parameter('now'),
      created_at: parameter('now'),
    })
    .onConflict((conflict) =>
      conflict.columns(['cookie_hash', 'organization_id']).doUpdateSet({ last_used_at: parameter('now') }),
    )
    .returning('id'),
)

/**
 * R4.5: the machine counts for everybody from now on, as this browser on this system and as all it was proved as since it
 * was last unrecognized.
 */
export async function recognizeMachine(
  world: World,
  machineId: Id<'machine'>,
  { personId, browser, system }: { personId: Id<'person'>; browser: string; system: string },
): Promise<void> {
  const now = world.clock.now().getTime()
  const line = appearanceLine({ browser, system })
  await recognizedMachine(world.database, { machineId, personId, browser, system, line, now })
}

interface Recognized {
  machineId: Id<'machine'>
  personId: Id<'person'>
  browser: string
  system: string
  line: string
  now: number
}

/** The kind is said where nothing beside the value tells PostgreSQL. */
const line = (parameter: (name: 'line') => string) => sql<string>`cast(${parameter('line')} as text)`

const recognizedMachine = prepared<Recognized, unknown>((database, parameter) =>
  database
    .updateTable('machines')
    .set({
      recognized_at: parameter('now'),
      recognized_by: parameter('personId'),
      browser: parameter('browser'),
      system: parameter('system'),
      proved_as: sql<string>`case when recognized_at is null then ${line(parameter)}
        else replace(proved_as, ${line(parameter)}, '') || ${line(parameter)} end`,
    })
    .where('id', '=', parameter('machineId')),
)

/** Gives a machine a new token, in every organization that knows it: copies of the old one are worth nothing now. */
export async function replaceMachineToken(world: Reads, oldToken: string, newToken: string): Promise<void> {
  await replacedToken(world.database, { held: digest(oldToken), fresh: digest(newToken) })
}

const replacedToken = prepared<{ held: string; fresh: string }, unknown>((database, parameter) =>
  database
    .updateTable('machines')
    .set({ cookie_hash: parameter('fresh') })
    .where('cookie_hash', '=', parameter('held')),
)

/** The organization knows the machine no more, whoever proved it (R4.8). */
export async function forgetRecognition(world: Reads, machineId: Id<'machine'>): Promise<void> {
  await world.database
    .updateTable('machines')
    .set({ recognized_at: null, recognized_by: null })
    .where('id', '=', machineId)
    .execute()
}

/** Somebody else proved a factor on it from a moment on, for themselves or for everybody. */
export async function isProvedByOthers(
  { database }: Reads,
  machineId: Id<'machine'>,
  { since, personId }: { since: Date; personId: Id<'person'> },
): Promise<boolean> {
  const proved = await database
    .selectFrom('connections')
    .select('id')
    .where('machine_id', '=', machineId)
    .where('person_id', '!=', personId)
    .where('last_proved_at', '>=', since.getTime())
    .limit(1)
    .executeTakeFirst()
  return proved !== undefined
}
