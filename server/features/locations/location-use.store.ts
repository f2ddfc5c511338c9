import type { Id } from '../../base/id.ts'
import type { World } from '../../tools/world.ts'

type Reads = Pick<World, 'database'>

export interface LocationUse {
  people: number
  machines: number
}

/** How many people each location has; one without people is not in the answer. */
export async function peopleByLocation(
  world: Reads,
  organizationId: Id<'organization'>,
): Promise<Map<string, number>> {
  const rows = await world.database
    .selectFrom('people')
    .select(['location_id', (row) => row.fn.countAll<number>().as('people')])
    .where('organization_id', '=', organizationId)
    .where('location_id', 'is not', null)
    .groupBy('location_id')
    .execute()
  return new Map(rows.map(({ location_id, people }) => [location_id!, people]))
}

export async function useOfLocation(
  world: Reads,
  { organizationId, id }: { organizationId: Id<'organization'>; id: Id<'location'> },
): Promise<LocationUse> {
  const count = async (table: 'people' | 'machines') => {
    const { count } = await world.database
      .selectFrom(table)
      .select((row) => row.fn.countAll<number>().as('count'))
      .where('organization_id', '=', organizationId)
      .where('location_id', '=', id)
      .executeTakeFirstOrThrow()
    return count
  }
  return { people: await count('people'), machines: await count('machines') }
}

/** Everybody and every machine of one location goes to another one, or to none. */
export async function moveAll(
  world: Reads,
  { organizationId, id, to }: { organizationId: Id<'organization'>; id: Id<'location'>; to: string | null },
): Promise<void> {
  for (const table of ['people', 'machines'] as const)
    await world.database
      .updateTable(table)
      .set({ location_id: to })
      .where('organization_id', '=', organizationId)
      .where('location_id', '=', id)
      .execute()
}
