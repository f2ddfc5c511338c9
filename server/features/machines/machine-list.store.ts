import type { ExpressionBuilder } from 'kysely'
import { day } from '../../base/duration.ts'
import type { Id } from '../../base/id.ts'
import { type PageCursor, pageOf } from '../../base/page-cursor.ts'
import { locksRows } from '../../tools/database/prepared.ts'
import type { MachineRow, Tables } from '../../tools/database/tables.ts'
import type { World } from '../../tools/world.ts'

/** A machine as administrators see it. */
export interface ListedMachine {
  id: Id<'machine'>
  name: string | null
  location: { id: Id<'location'>; name: string } | null
  browser: string
  system: string
  recognizedAt: Date | null
  recognizedBy: { id: Id<'person'>; displayName: string } | null
  hasKey: boolean
  createdAt: Date
  lastUsedAt: Date
  /** How many people signed in on it. */
  people: number
}

export interface MachinesQuery {
  organizationId: Id<'organization'>
  after: PageCursor | undefined
  limit: number
  state: 'recognized' | 'idle' | 'seen' | undefined
  locationId: Id<'location'> | undefined
  /** By which a recognized machine that stood unused is idle. */
  idleDays: number
}

type Reads = Pick<World, 'database' | 'clock'>

/** A page of the organization's machines, the one used last first. */
export async function listMachines(
  world: Reads,
  query: MachinesQuery,
): Promise<{ rows: ListedMachine[]; next: string | null }> {
  const { after, limit, locationId, state } = query
  let rows = machines(world, query.organizationId)
    .orderBy('machines.last_used_at', 'desc')
    .orderBy('machines.id', 'desc')
    .limit(limit + 1)
  if (locationId) rows = rows.where('machines.location_id', '=', locationId)
  if (state === 'seen') rows = rows.where('machines.recognized_at', 'is', null)
  else if (state) rows = rows.where('machines.recognized_at', 'is not', null)
  const idleSince = world.clock.now().getTime() - query.idleDays * day
  if (state === 'recognized') rows = rows.where('machines.last_used_at', '>', idleSince)
  if (state === 'idle') rows = rows.where('machines.last_used_at', '<=', idleSince)
  if (after)
    rows = rows.where((row) =>
      row.and([
        row('machines.last_used_at', '<=', after.at),
        row.or([row('machines.last_used_at', '<', after.at), row('machines.id', '<', after.id)]),
      ]),
    )
  const page = pageOf(await rows.execute(), limit, (row) => ({ at: row.last_used_at, id: row.id }))
  return { rows: page.rows.map(toListed), next: page.next }
}

export async function listedMachine(
  world: Reads,
  organizationId: Id<'organization'>,
  id: Id<'machine'>,
): Promise<ListedMachine | undefined> {
  const row = await machines(world, organizationId).where('machines.id', '=', id).executeTakeFirst()
  return row && toListed(row)
}

function machines(world: Reads, organizationId: Id<'organization'>) {
  return world.database
    .selectFrom('machines')
    .leftJoin('locations', 'locations.id', 'machines.location_id')
    .leftJoin('people', 'people.id', 'machines.recognized_by')
    .selectAll('machines')
    .select(['locations.name as locationName', 'people.display_name as provedBy'])
    .select((row) => countPeople(row).as('people'))
    .where('machines.organization_id', '=', organizationId)
}

function countPeople(row: ExpressionBuilder<Tables, 'machines'>) {
  return row
    .selectFrom('connections')
    .select((used) => used.fn.count<number>('connections.person_id').distinct().as('count'))
    .whereRef('connections.machine_id', '=', 'machines.id')
}

type Row = MachineRow & {
  locationName: string | null
  provedBy: string | null
  people: number | string | null
}

function toListed(row: Row): ListedMachine {
  const { location_id, locationName, recognized_by, provedBy } = row
  return {
    id: row.id,
    name: row.name,
    location: location_id && locationName ? { id: location_id, name: locationName } : null,
    browser: row.browser,
    system: row.system,
    recognizedAt: row.recognized_at === null ? null : new Date(row.recognized_at),
    recognizedBy: recognized_by && provedBy ? { id: recognized_by, displayName: provedBy } : null,
    hasKey: row.public_key !== null,
    createdAt: new Date(row.created_at),
    lastUsedAt: new Date(row.last_used_at),
    people: Number(row.people ?? 0),
  }
}

export interface MachineUser {
  person: { id: Id<'person'>; userName: string; displayName: string }
  network: string
  browser: string
  system: string
  provedAt: Date | null
  method: string | null
  lastUsedAt: Date
}

/** Who uses a machine and from where, the newest first; at most 100. */
export async function usesOfMachine(world: Reads, machineId: Id<'machine'>): Promise<MachineUser[]> {
  const rows = await world.database
    .selectFrom('connections')
    .innerJoin('people', 'people.id', 'connections.person_id')
    .selectAll('connections')
    .select(['people.user_name', 'people.display_name'])
    .where('connections.machine_id', '=', machineId)
    .orderBy('connections.last_used_at', 'desc')
    .orderBy('connections.id', 'desc')
    .limit(100)
    .execute()
  return rows.map((row) => ({
    person: { id: row.person_id, userName: row.user_name, displayName: row.display_name },
    network: row.network,
    browser: row.browser,
    system: row.system,
    provedAt: row.proved_at === null ? null : new Date(row.proved_at),
    method: row.method,
    lastUsedAt: new Date(row.last_used_at),
  }))
}

export async function saveMachineNaming(
  world: Pick<World, 'database'>,
  id: Id<'machine'>,
  { name, locationId }: { name: string | null; locationId: Id<'location'> | null },
): Promise<void> {
  await world.database
    .updateTable('machines')
    .set({ name, location_id: locationId })
    .where('id', '=', id)
    .execute()
}

/** Its row is ours until the transaction ends. */
export async function holdMachine(world: Pick<World, 'database'>, id: Id<'machine'>): Promise<void> {
  if (!locksRows(world.database)) return
  await world.database.selectFrom('machines').select('id').where('id', '=', id).forNoKeyUpdate().execute()
}
