import type { World } from '../../tools/world.ts'

/** The open, unused reset of a person (R7.2). */
export async function openReset(world: World, personId: string): Promise<{ id: string } | undefined> {
  return world.database
    .selectFrom('reset_grants')
    .select('id')
    .where('person_id', '=', personId)
    .where('spent_at', 'is', null)
    .where('expires_at', '>', world.clock.now().getTime())
    .executeTakeFirst()
}

/** Ids of the open, unused resets of several people, by person. */
export async function openResetsOf(world: World, personIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await world.database
    .selectFrom('reset_grants')
    .select(['id', 'person_id'])
    .where('person_id', 'in', personIds)
    .where('spent_at', 'is', null)
    .where('expires_at', '>', world.clock.now().getTime())
    .execute()
  return new Map(rows.map(({ id, person_id }) => [person_id, id]))
}

/** Spends a reset: of two sign-ins at once, the one whose UPDATE finds it unspent has it. */
export async function spendReset(world: World, id: string): Promise<boolean> {
  const { numUpdatedRows } = await world.database
    .updateTable('reset_grants')
    .set({ spent_at: world.clock.now().getTime() })
    .where('id', '=', id)
    .where('spent_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
