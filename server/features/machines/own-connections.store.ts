import type { Method } from '../../../contract/words.ts'
import type { Id } from '../../base/id.ts'
import { inOrder } from '../../tools/database/prepared.ts'
import type { World } from '../../tools/world.ts'

/** A connection as its person sees it. */
export interface ConnectionPlace {
  id: Id<'connection'>
  machineId: Id<'machine'>
  browser: string
  system: string
  network: string
  machineName: string | null
  location: string | null
  provedAt: Date | null
  method: Method | null
  createdAt: Date
  lastUsedAt: Date
}

/** Where a person signed in from, newest use first. */
export async function connectionsOf(world: World, personId: Id<'person'>): Promise<ConnectionPlace[]> {
  const rows = await world.database
    .selectFrom('connections')
    .innerJoin('machines', 'machines.id', 'connections.machine_id')
    .leftJoin('locations', 'locations.id', 'machines.location_id')
    .selectAll('connections')
    .select(['machines.name as machine_name', 'locations.name as location_name'])
    .where('connections.person_id', '=', personId)
    .orderBy('connections.last_used_at', 'desc')
    .limit(200)
    .execute()
  return rows.map(({ id, browser, system, network, ...row }) => ({
    id,
    machineId: row.machine_id,
    browser,
    system,
    network,
    machineName: row.machine_name,
    location: row.location_name,
    provedAt: row.proved_at === null ? null : new Date(row.proved_at),
    method: row.method as Method | null,
    createdAt: new Date(row.created_at),
    lastUsedAt: new Date(row.last_used_at),
  }))
}

/** Forgets one connection of a person altogether: the next sign-in there is one from a new connection. 1 or 0. */
export async function forgetConnection(
  world: World,
  personId: Id<'person'>,
  id: Id<'connection'>,
): Promise<number> {
  const { numDeletedRows } = await world.database
    .deleteFrom('connections')
    .where('id', '=', id)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return Number(numDeletedRows)
}

/** Forgets all of them; tells how many there were. */
export async function forgetAllConnections(world: World, personId: Id<'person'>): Promise<number> {
  const all = world.database.selectFrom('connections').select('id').where('person_id', '=', personId)
  const { numDeletedRows } = await world.database
    .deleteFrom('connections')
    .where('id', 'in', inOrder(world.database, all))
    .executeTakeFirst()
  return Number(numDeletedRows)
}
