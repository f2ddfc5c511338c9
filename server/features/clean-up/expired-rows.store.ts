import { sql } from 'kysely'
import { later } from '../../base/duration.ts'
import { makeId } from '../../base/id.ts'
import { engineOf } from '../../tools/database/engine.ts'
import type { World } from '../../tools/world.ts'
import { type Term, type Unused, unusedKeptFor } from './terms.ts'

type Reaches = Pick<World, 'database' | 'clock'>

/** Deletes up to `most` rows whose term is over, the oldest first, and tells how many they were. */
export async function deleteExpired(
  { database, clock }: Reaches,
  { table, key, column, keptFor }: Term,
  most: number,
): Promise<number> {
  const before = clock.now().getTime() - keptFor
  // Of two nodes each takes other rows, and neither waits for a request that holds one.
  const skipping = engineOf(database) === 'postgresql' ? sql`for update skip locked` : sql``
  // The time is asked twice: a row that was renewed meanwhile stays. The plus keeps SQLite from walking all that is over.
  const { numAffectedRows } = await sql`
    delete from ${sql.table(table)} where +${sql.ref(column)} <= ${before} and ${sql.ref(key)} in (
      select ${sql.ref(key)} from ${sql.table(table)} where ${sql.ref(column)} <= ${before}
      order by ${sql.ref(column)} limit ${sql.lit(most)} ${skipping})`.execute(database)
  return Number(numAffectedRows ?? 0)
}

export interface Walked {
  deleted: number
  /** Go on after this id; null at the end. */
  last: string | null
}

/**
 * Looks at up to `most` rows after one of them, in the order of their making, and deletes those that nobody used for long.
 * Ids sort by age, so the walk ends where rows are too young to be among them.
 */
export async function deleteUnused(
  { database, clock }: Reaches,
  { table, kind }: Unused,
  { after, most }: { after: string; most: number },
): Promise<Walked> {
  const before = later(clock.now(), -unusedKeptFor)
  // The first id of the millisecond after: whatever was made from then on was used since.
  const young: string = makeId(kind, later(before, 1), new Uint8Array(10))
  const seen = await database
    .selectFrom(table)
    .select('id')
    .where('id', '>', after)
    .where('id', '<', young)
    .orderBy('id')
    .limit(most)
    .execute()
  const last = seen.at(-1)?.id
  if (last === undefined) return { deleted: 0, last: null }
  const { numDeletedRows } = await database
    .deleteFrom(table)
    .where('id', '>', after)
    .where('id', '<=', last)
    .where('last_used_at', '<=', before.getTime())
    .$if(table === 'machines', (query) =>
      query.where(
        sql<boolean>`not exists (select 1 from connections where connections.machine_id = machines.id)`,
      ),
    )
    .executeTakeFirst()
  return { deleted: Number(numDeletedRows), last: seen.length < most ? null : last }
}
