import { type RawBuilder, sql } from 'kysely'
import type { Method } from '../../../contract/words.ts'
import { toleratedSkew } from '../../base/clock-skew.ts'
import type { Id } from '../../base/id.ts'
import { prepared } from '../../tools/database/prepared.ts'
import type { MethodLimitRow } from '../../tools/database/tables.ts'
import type { World } from '../../tools/world.ts'
import { lockedAt, methodLock, wrongCodesUntilDisabled, wrongCodesUntilLock } from './method-lock.ts'

interface Whose {
  organizationId: Id<'organization'>
  personId: Id<'person'>
  method: Method
}

/** An attempt that was granted, or the lock that stands in its way; `until` is null when the method must be set up again. */
export type MethodAttempt = { granted: true; wrongInRow: number } | { granted: false; until: Date | null }

/**
 * Takes one attempt at a person's method before the code is looked at (R5.9). The statement counts it and closes the
 * method when the count is full, so simultaneous guesses on any number of nodes cannot share one. A right code opens it again.
 */
export async function takeMethodAttempt(world: World, whose: Whose): Promise<MethodAttempt> {
  const { organizationId, personId, method } = whose
  const now = world.clock.now().getTime()
  const [row] = await takenAttempt(world.database, { organizationId, personId, method, now })
  if (row) return { granted: true, wrongInRow: row.wrong_in_row }
  const lock = await findLock(world, whose)
  return { granted: false, until: lock?.until ?? null }
}

const takenAttempt = prepared<Whose & { now: number }, { wrong_in_row: number }>((database, parameter) => {
  // The kind is said where nothing beside the value tells PostgreSQL.
  const now = sql<number>`cast(${parameter('now')} as bigint)`
  return database
    .insertInto('method_limits')
    .values({
      organization_id: parameter('organizationId'),
      person_id: parameter('personId'),
      method: parameter('method'),
      wrong_in_row: 1,
      locked_until: 0,
      disabled_at: null,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['person_id', 'method'])
        .doUpdateSet((row) => ({
          wrong_in_row: row('method_limits.wrong_in_row', '+', 1),
          locked_until: lockAfter(now),
          disabled_at: sql<
            number | null
          >`case when method_limits.wrong_in_row >= ${sql.lit(wrongCodesUntilDisabled - 1)} then ${now} end`,
        }))
        .where(({ or, eb }) =>
          or([
            eb('method_limits.locked_until', '<=', now),
            eb('method_limits.locked_until', '>', farthestLock(now)),
          ]),
        )
        .where('method_limits.disabled_at', 'is', null),
    )
    .returning('wrong_in_row')
})

const lockCounts = [10, 20, 30, 40] as const

type Time = RawBuilder<number>

/** Beyond it no lock that was set at this count can reach: the clock has jumped back since. */
function farthestLock(now: Time): Time {
  const ends = lockCounts.map(
    (wrong) =>
      sql`when method_limits.wrong_in_row < ${sql.lit(wrong + wrongCodesUntilLock)} then ${sql.lit(longestLock(wrong))}`,
  )
  return sql`${now} + case ${sql.join(ends, sql` `)} else ${sql.lit(longestLock(40))} end`
}

const longestLock = (wrong: number) => methodLock(wrong) + toleratedSkew

/** The lock that follows the attempt being counted: `wrong_in_row` still has its old value here. */
function lockAfter(now: Time): Time {
  const locks = lockCounts.map(
    (wrong) => sql`when ${sql.lit(wrong - 1)} then ${now} + ${sql.lit(methodLock(wrong))}`,
  )
  return sql`case method_limits.wrong_in_row ${sql.join(locks, sql` `)} else method_limits.locked_until end`
}

async function findLock(
  world: World,
  { personId, method }: Whose,
): Promise<{ until: Date | null } | undefined> {
  const row = await world.database
    .selectFrom('method_limits')
    .select(['locked_until', 'disabled_at'])
    .where('person_id', '=', personId)
    .where('method', '=', method)
    .executeTakeFirst()
  return row && { until: row.disabled_at === null ? new Date(row.locked_until) : null }
}

/** The right code ends the row of wrong ones. */
export async function clearMethodLimit(
  world: Pick<World, 'database'>,
  personId: Id<'person'>,
  method: Method,
): Promise<void> {
  await clearedLimit(world.database, { personId, method })
}

const clearedLimit = prepared<{ personId: Id<'person'>; method: Method }, unknown>((database, parameter) =>
  database
    .deleteFrom('method_limits')
    .where('person_id', '=', parameter('personId'))
    .where('method', '=', parameter('method')),
)

/** Methods of a person that are closed now: until a time, or (null) until set up again. */
export async function closedMethods(world: World, personId: Id<'person'>): Promise<Map<Method, Date | null>> {
  const rows = await limitsOf(world.database, { personId })
  return toClosed(rows, world.clock.now())
}

type LimitRow = Pick<MethodLimitRow, 'method' | 'wrong_in_row' | 'locked_until' | 'disabled_at'>

export const limitsOf = prepared<{ personId: Id<'person'> }, LimitRow>((database, parameter) =>
  database
    .selectFrom('method_limits')
    .select(['method', 'wrong_in_row', 'locked_until', 'disabled_at'])
    .where('person_id', '=', parameter('personId'))
    .where('wrong_in_row', '>=', wrongCodesUntilLock),
)

/** The same of several people; whoever never had one closed is not in the answer. */
export async function closedMethodsOf(
  world: World,
  personIds: readonly Id<'person'>[],
): Promise<Map<string, Map<Method, Date | null>>> {
  const rows = await world.database
    .selectFrom('method_limits')
    .select(['person_id', 'method', 'wrong_in_row', 'locked_until', 'disabled_at'])
    .where('person_id', 'in', personIds)
    .where('wrong_in_row', '>=', wrongCodesUntilLock)
    .execute()
  const ofEach = Map.groupBy(rows, ({ person_id }) => person_id)
  return new Map([...ofEach].map(([personId, rows]) => [personId, toClosed(rows, world.clock.now())]))
}

export function toClosed(rows: readonly LimitRow[], now: Date): Map<Method, Date | null> {
  const closed = new Map<Method, Date | null>()
  for (const row of rows) {
    const isOpen =
      row.locked_until <= now.getTime() ||
      row.locked_until > now.getTime() + longestLock(lockedAt(row.wrong_in_row))
    if (row.disabled_at === null && isOpen) continue
    const until = row.disabled_at === null ? new Date(row.locked_until) : null
    closed.set(row.method as Method, until)
  }
  return closed
}
