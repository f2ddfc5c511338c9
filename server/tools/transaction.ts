import type { Channel } from '../../contract/words.ts'
import { holdingConnection } from './database/held-connection.ts'
import type { World } from './world.ts'

/**
 * All or nothing. Inside, use only the world that is handed in; never wait there for anything but the database. Reads that
 * do not depend on each other are asked for at once: PostgreSQL gets them in one round trip.
 */
export async function transaction<Result>(
  world: World,
  work: (world: World) => Promise<Result>,
): Promise<Result> {
  if (world.database.isTransaction) return work(world)
  const filled = new Set<Channel>()
  const later = new Set<() => void>()
  const result = await world.database.transaction().execute((database) =>
    holdingConnection(database, () =>
      work({
        ...world,
        database,
        happened: (event, data) => later.add(() => world.happened(event, data)),
        outboxFilled: (channel) => filled.add(channel),
        sessionsEnded: () => later.add(world.sessionsEnded),
      }),
    ),
  )
  for (const channel of filled) world.outboxFilled(channel)
  for (const tell of later) tell()
  return result
}
