import type { World } from './world.ts'

/** All or nothing. Inside, use only the world that is handed in; never wait there for anything but the database. */
export async function transaction<Result>(world: World, work: (world: World) => Promise<Result>): Promise<Result> {
  if (world.database.isTransaction) return work(world)
  let filled = false
  const result = await world.database.transaction().execute((database) =>
    work({
      ...world,
      database,
      outboxFilled: () => {
        filled = true
      },
    }),
  )
  if (filled) world.outboxFilled()
  return result
}
