import type { Id } from '../../base/id.ts'
import type { World } from '../../tools/world.ts'
import { type SeenConnection, seenColumns, toSeenConnection } from './connections.store.ts'
import type { Surroundings } from './machine.ts'
import { type Machine, toMachine } from './machines.store.ts'

/** Where a person signed in last, and wherever else on that machine. */
export interface LastUse {
  here: Surroundings
  machine: Machine
  connections: SeenConnection[]
}

type Reads = Pick<World, 'database'>

/** The connection each of these people used last; whoever never signed in is not in the answer. */
export async function lastUses(
  world: Reads,
  personIds: readonly Id<'person'>[],
): Promise<Map<string, LastUse>> {
  const rows = await world.database
    .selectFrom('connections as used')
    .innerJoin('machines', 'machines.id', 'used.machine_id')
    .selectAll('machines')
    .select([
      'used.person_id as personId',
      'used.network as network',
      'used.browser as usedBrowser',
      'used.system as usedSystem',
    ])
    .where('used.person_id', 'in', personIds)
    .where('used.last_used_at', '=', (last) =>
      last
        .selectFrom('connections as any_used')
        .select((any) => any.fn.max('any_used.last_used_at').as('at'))
        .whereRef('any_used.person_id', '=', 'used.person_id'),
    )
    .orderBy('used.id')
    .execute()
  const seen = await seenOn(world, personIds, [...new Set(rows.map(({ id }) => id))])
  return new Map(
    rows.map((row) => [
      row.personId,
      {
        here: { network: row.network, browser: row.usedBrowser, system: row.usedSystem },
        machine: toMachine(row),
        connections: seen.get(`${row.personId} ${row.id}`) ?? [],
      },
    ]),
  )
}

/** By person and machine. */
async function seenOn(
  world: Reads,
  personIds: readonly Id<'person'>[],
  machineIds: readonly Id<'machine'>[],
): Promise<Map<string, SeenConnection[]>> {
  if (machineIds.length === 0) return new Map()
  const rows = await world.database
    .selectFrom('connections')
    .select([...seenColumns, 'person_id', 'machine_id'])
    .where('person_id', 'in', personIds)
    .where('machine_id', 'in', machineIds)
    .execute()
  const groups = Map.groupBy(rows, (row) => `${row.person_id} ${row.machine_id}`)
  return new Map(
    [...groups].map(([key, group]) => [
      key,
      group.map(({ person_id: _, machine_id: __, ...row }) => toSeenConnection(row)),
    ]),
  )
}
