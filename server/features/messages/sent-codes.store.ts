import type { World } from '../../tools/world.ts'

/** How many codes were sent to a person since a moment, for whatever purpose. */
export async function codesSentSince(
  world: Pick<World, 'database'>,
  personId: string,
  since: Date,
): Promise<number> {
  const row = await world.database
    .selectFrom('messages')
    .select((row) => row.fn.countAll<number | string>().as('sent'))
    .where('person_id', '=', personId)
    .where('kind', '=', 'code')
    .where('created_at', '>', since.getTime())
    .executeTakeFirstOrThrow()
  return Number(row.sent)
}
