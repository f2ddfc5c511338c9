import type { Id } from '../../base/id.ts'
import { inOrder, prepared } from '../../tools/database/prepared.ts'
import type { ConnectionRow } from '../../tools/database/tables.ts'
import { newId, type World } from '../../tools/world.ts'
import type { Surroundings } from './machine.ts'
import { itsOrganization } from './machines.store.ts'

/** Where a person signed in on a machine. */
export interface SeenConnection extends Surroundings {
  id: Id<'connection'>
  /** When they proved a factor there that still stands in for a code; null where none does. */
  provedAt: Date | null
  /** The same, whether or not it still does. */
  lastProvedAt: Date | null
}

type Reads = Pick<World, 'database'>

export const seenColumns = ['id', 'network', 'browser', 'system', 'proved_at', 'last_proved_at'] as const

type SeenRow = Pick<ConnectionRow, (typeof seenColumns)[number]>

interface OnMachine {
  personId: Id<'person'>
  organizationId: Id<'organization'>
  /** Of the machine's token. */
  hash: string
}

/** Of a person on the machine that holds a token; used last first. */
export const seenConnectionsOf = prepared<OnMachine, SeenRow>((database, parameter) =>
  database
    .selectFrom('connections')
    .select([...seenColumns])
    .where('person_id', '=', parameter('personId'))
    .where('machine_id', '=', ({ selectFrom }) =>
      selectFrom('machines')
        .select('machines.id')
        .where('cookie_hash', '=', parameter('hash'))
        .where(itsOrganization, '=', parameter('organizationId')),
    )
    .orderBy('last_used_at', 'desc')
    .limit(100),
)

export function toSeenConnection({ proved_at, last_proved_at, ...rest }: SeenRow): SeenConnection {
  const provedAt = proved_at === null ? null : new Date(proved_at)
  return {
    ...rest,
    provedAt,
    // Older nodes, which may run beside, note the one alone.
    lastProvedAt: last_proved_at === null ? provedAt : new Date(last_proved_at),
  }
}

export interface UseConnection extends Surroundings {
  organizationId: Id<'organization'>
  personId: Id<'person'>
  machineId: Id<'machine'>
  /** Set when a factor was proved just now; null leaves what was remembered as it is. */
  proved: { at: Date; method: string } | null
}

/** Makes or renews a connection. `isNew` is true where this person was never seen on it (R8.1). */
export async function useConnection(
  world: World,
  input: UseConnection,
): Promise<{ id: Id<'connection'>; isNew: boolean }> {
  const now = world.clock.now().getTime()
  const { organizationId, personId, machineId, network, browser, system, proved } = input
  const provedAt = proved?.at.getTime() ?? null
  const method = proved?.method ?? null
  const where = { organizationId, personId, machineId, network, browser, system }
  const id = newId(world, 'connection')
  const [used] = await usedConnection(world.database, { id, ...where, provedAt, method, now })
  return { id: used!.id, isNew: used!.id === id }
}

interface Used extends Omit<UseConnection, 'proved'> {
  id: Id<'connection'>
  provedAt: number | null
  method: string | null
  now: number
}

const usedConnection = prepared<Used, { id: Id<'connection'> }>((database, parameter) =>
  database
    .insertInto('connections')
    .values({
      id: parameter('id'),
      organization_id: parameter('organizationId'),
      person_id: parameter('personId'),
      machine_id: parameter('machineId'),
      network: parameter('network'),
      browser: parameter('browser'),
      system: parameter('system'),
      proved_at: parameter('provedAt'),
      last_proved_at: parameter('provedAt'),
      method: parameter('method'),
      last_used_at: parameter('now'),
      created_at: parameter('now'),
    })
    .onConflict((conflict) =>
      conflict
        .columns(['person_id', 'machine_id', 'network', 'browser', 'system'])
        .doUpdateSet(({ fn, ref }) => ({
          last_used_at: parameter('now'),
          proved_at: fn.coalesce(ref('excluded.proved_at'), ref('connections.proved_at')),
          last_proved_at: fn.coalesce(ref('excluded.last_proved_at'), ref('connections.last_proved_at')),
          method: fn.coalesce(ref('excluded.method'), ref('connections.method')),
        })),
    )
    .returning('id'),
)

/**
 * R4.8: what a person proved anywhere, or anybody on a machine, stands in for no code any more; recognition is another matter.
 * On a machine it is forgotten that it ever did. Tells how many connections were remembered.
 */
export async function forgetProofs(
  world: Reads,
  whose: { personId: Id<'person'> } | { machineId: Id<'machine'> },
): Promise<number> {
  const remembered = world.database.selectFrom('connections').select('id').where('proved_at', 'is not', null)
  const those =
    'personId' in whose
      ? remembered.where('person_id', '=', whose.personId)
      : remembered.where('machine_id', '=', whose.machineId)
  const { numUpdatedRows } = await world.database
    .updateTable('connections')
    .set({ proved_at: null, method: null })
    .where('id', 'in', inOrder(world.database, those))
    .executeTakeFirst()
  if ('machineId' in whose)
    await world.database
      .updateTable('connections')
      .set({ last_proved_at: null })
      .where('id', 'in', inOrder(world.database, everProved(world, whose.machineId)))
      .execute()
  return Number(numUpdatedRows)
}

function everProved({ database }: Reads, machineId: Id<'machine'>) {
  return database
    .selectFrom('connections')
    .select('id')
    .where('machine_id', '=', machineId)
    .where('last_proved_at', 'is not', null)
}
