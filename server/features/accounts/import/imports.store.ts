import type { Id } from '../../../base/id.ts'
import { newId, type World } from '../../../tools/world.ts'

/** How far an import came. Who is added stays, also where the server was ended in the middle: `added` counts exactly those. */
export interface Import {
  id: Id<'import'>
  lines: number
  done: number
  added: number
  begunAt: Date
  touchedAt: Date
  finishedAt: Date | null
}

export async function beginImport(
  world: World,
  organizationId: Id<'organization'>,
  lines: number,
): Promise<string> {
  const id = newId(world, 'import')
  const now = world.clock.now().getTime()
  await world.database
    .insertInto('imports')
    .values({
      id,
      organization_id: organizationId,
      lines,
      done: 0,
      added: 0,
      begun_at: now,
      touched_at: now,
      finished_at: null,
    })
    .execute()
  return id
}

/** In the transaction that adds the people. */
export async function noteSlice(
  world: World,
  id: Id<'import'>,
  { done, added }: Pick<Import, 'done' | 'added'>,
): Promise<void> {
  await world.database
    .updateTable('imports')
    .set((row) => ({
      done: row('done', '+', done),
      added: row('added', '+', added),
      touched_at: world.clock.now().getTime(),
    }))
    .where('id', '=', id)
    .execute()
}

export async function finishImport(world: World, id: Id<'import'>): Promise<void> {
  const now = world.clock.now().getTime()
  await world.database
    .updateTable('imports')
    .set({ finished_at: now, touched_at: now })
    .where('id', '=', id)
    .execute()
}

export async function latestImport(
  world: Pick<World, 'database'>,
  organizationId: Id<'organization'>,
): Promise<Import | undefined> {
  const row = await world.database
    .selectFrom('imports')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .orderBy('begun_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return (
    row && {
      id: row.id,
      lines: row.lines,
      done: row.done,
      added: row.added,
      begunAt: new Date(row.begun_at),
      touchedAt: new Date(row.touched_at),
      finishedAt: row.finished_at === null ? null : new Date(row.finished_at),
    }
  )
}
