import type { World } from '../../tools/world.ts'
import type { DueMessage } from './outbox-head.ts'

/** More than all nodes claim at once. */
const mostInHead = 200
/** Counting ends here, so that it costs the same with a million waiting. */
const mostCounted = 10_000

/** The first whose turn has come; of them nodes claim. */
export async function outboxHead(world: Pick<World, 'database' | 'clock'>): Promise<DueMessage[]> {
  const rows = await world.database
    .selectFrom('messages')
    .select(['next_try_at', 'created_at', 'claimed_until'])
    .where('state', '=', 'waiting')
    .where('next_try_at', '<=', world.clock.now().getTime())
    .orderBy('next_try_at')
    .limit(mostInHead)
    .execute()
  return rows.map((row) => ({
    nextTryAt: row.next_try_at,
    createdAt: row.created_at,
    claimedUntil: row.claimed_until,
  }))
}

/** How many wait, now or for a later try; 10,000 stands for that many or more. */
export async function countWaiting(world: Pick<World, 'database'>): Promise<number> {
  const { waiting } = await world.database
    .selectFrom((some) =>
      some.selectFrom('messages').select('id').where('state', '=', 'waiting').limit(mostCounted).as('some'),
    )
    .select((row) => row.fn.countAll<number | string>().as('waiting'))
    .executeTakeFirstOrThrow()
  return Number(waiting)
}
