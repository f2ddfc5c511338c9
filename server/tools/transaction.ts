import { sql } from 'kysely'
import type { Channel } from '../../contract/words.ts'
import type { Database } from './database/tables.ts'
import type { World } from './world.ts'

/** All or nothing. Inside, use only the world that is handed in; never wait there for anything but the database. */
export async function transaction<Result>(
  world: World,
  work: (world: World) => Promise<Result>,
): Promise<Result> {
  if (world.database.isTransaction) return work(world)
  const filled = new Set<Channel>()
  const later = new Set<() => void>()
  const result = await world.database.transaction().execute((database) =>
    allOver(
      database,
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

/** Where one of several statements that were asked at once fails, the others come after it; none may come after the rollback. */
async function allOver<Result>(database: Database, work: Promise<Result>): Promise<Result> {
  try {
    return await work
  } catch (error) {
    await sql`select 1`.execute(database).catch(() => {})
    throw error
  }
}
