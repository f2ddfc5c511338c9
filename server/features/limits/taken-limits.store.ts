import { sql } from 'kysely'
import { secondsUntil } from '../../base/duration.ts'
import { prepared } from '../../tools/database/prepared.ts'
import { transaction } from '../../tools/transaction.ts'
import type { World } from '../../tools/world.ts'
import { type Bounded, LimitReached } from './limit-reached.ts'
import { type SlidingName, slidingLimits } from './limits-table.ts'
import { opensAt, slide, stepOf } from './sliding.ts'

/** What is to be taken, and by whom it is counted. */
export interface Taking {
  limit: SlidingName
  by: string
  /** Where distinct ones are counted and not tries: which one this is. */
  each?: string
  /** As how many it counts; one when absent. */
  weight?: number
}

type Reads = Pick<World, 'database' | 'clock' | 'vault'>

/** Kept as a keyed digest, so that the table names nobody. */
const subjectOf = ({ vault }: Pick<World, 'vault'>, { limit, by }: Taking) =>
  `${limit}:${vault.tag(by, 'limit')}`

const eachSubjectOf = ({ vault }: Pick<World, 'vault'>, { limit, by, each }: Taking) =>
  `${limit}/each:${vault.tag(`${by}\0${each}`, 'limit')}`

const eachOf = ({ limit }: Taking) => ({ most: 1, window: slidingLimits[limit].window })

/** Takes one before the work. The statement itself grants it, so that callers at once, on any number of nodes, share none. */
export async function take(world: Reads, taking: Taking): Promise<boolean> {
  if (taking.each !== undefined && !(await takeOf(world, eachSubjectOf(world, taking), eachOf(taking))))
    return true
  return takeOf(world, subjectOf(world, taking), slidingLimits[taking.limit], taking.weight)
}

async function takeOf(
  { database, clock }: Reads,
  subject: string,
  limit: { most: number; window: number },
  weight?: number,
) {
  return (await taken(database, { subject, ...slide(limit, clock.now(), weight) })).length === 1
}

interface Slid extends ReturnType<typeof slide> {
  subject: string
}

const taken = prepared<Slid, { subject: string }>((database, parameter) => {
  // The kind is said where nothing beside the value tells PostgreSQL.
  const now = sql<number>`cast(${parameter('now')} as bigint)`
  const step = sql<number>`cast(${parameter('step')} as bigint)`
  return database
    .insertInto('taken_limits')
    .values({ subject: parameter('subject'), free_at: parameter('first') })
    .onConflict((conflict) =>
      conflict
        .column('subject')
        .doUpdateSet({
          free_at: sql<number>`case when taken_limits.free_at > ${now} and taken_limits.free_at <= ${parameter('farthest')}
            then taken_limits.free_at else ${now} end + ${step}`,
        })
        .where(({ or, eb }) =>
          or([
            eb('taken_limits.free_at', '<=', parameter('latest')),
            eb('taken_limits.free_at', '>', parameter('farthest')),
          ]),
        ),
    )
    .returning('subject')
})

/** Takes all or none, in the order given, in a transaction of its own. */
export async function takeAll(world: World, takings: readonly Taking[]): Promise<boolean> {
  const refused = new Error('one of them is full')
  try {
    await transaction(world, async (world) => {
      // One after the other, as they are given back: two at once wait in one direction only.
      for (const taking of takings) if (!(await take(world, taking))) throw refused
    })
    return true
  } catch (fault) {
    if (fault !== refused) throw fault
    return false
  }
}

/** The refusal of what is full, with the wait that is true. @param whose where neither a session nor a sign-in tells */
export async function slowDown(
  world: Reads,
  takings: readonly Taking[],
  whose?: Bounded,
): Promise<LimitReached> {
  const now = world.clock.now()
  const until = (await fullUntil(world, takings)).map((one) => one?.getTime() ?? now.getTime())
  const last = Math.max(...until)
  const { limit } = takings[until.indexOf(last)]!
  return new LimitReached(limit, { retryAfterSeconds: secondsUntil(new Date(last), now), whose })
}

/** From when on each of them would be granted; null where it would be now. In the same order. */
export async function fullUntil(world: Reads, takings: readonly Taking[]): Promise<(Date | null)[]> {
  const now = world.clock.now()
  const subjects = takings.flatMap((taking) => [
    subjectOf(world, taking),
    ...(taking.each === undefined ? [] : [eachSubjectOf(world, taking)]),
  ])
  if (subjects.length === 0) return []
  const rows = await world.database
    .selectFrom('taken_limits')
    .select(['subject', 'free_at'])
    .where('subject', 'in', subjects)
    .execute()
  const freeAt = new Map(rows.map((row) => [row.subject, row.free_at]))
  return takings.map((taking) => {
    const isCounted =
      taking.each !== undefined && opensAt(eachOf(taking), freeAt.get(eachSubjectOf(world, taking)), now)
    if (isCounted) return null
    return opensAt(slidingLimits[taking.limit], freeAt.get(subjectOf(world, taking)), now, taking.weight)
  })
}

/** Gives one back that was taken: the work was right. */
export async function giveBack(world: Reads, taking: Taking): Promise<void> {
  await givenBack(world.database, {
    subject: subjectOf(world, taking),
    step: stepOf(slidingLimits[taking.limit]) * (taking.weight ?? 1),
    now: world.clock.now().getTime(),
  })
}

/** Where nothing is left of it, nothing may look taken either once a clock that was ahead has come back: hence 0. */
const givenBack = prepared<{ subject: string; step: number; now: number }, unknown>((database, parameter) =>
  database
    .updateTable('taken_limits')
    .set({
      free_at: sql<number>`case when free_at - cast(${parameter('step')} as bigint) <= cast(${parameter('now')} as bigint) then 0
        else free_at - cast(${parameter('step')} as bigint) end`,
    })
    .where('subject', '=', parameter('subject'))
    .where('free_at', '>', parameter('now')),
)

/** Gives back what this one of the distinct ones took, if it did. */
export async function giveEachBack(world: Reads, distinct: Taking): Promise<void> {
  const gone = await forgottenOne(world.database, { subject: eachSubjectOf(world, distinct) })
  const now = world.clock.now().getTime()
  if (gone.some(({ free_at }) => free_at > now)) await giveBack(world, distinct)
}

/** Gives back all that was taken. */
export async function forget(world: Reads, taking: Taking): Promise<void> {
  await forgottenOne(world.database, { subject: subjectOf(world, taking) })
}

const forgottenOne = prepared<{ subject: string }, { free_at: number }>((database, parameter) =>
  database.deleteFrom('taken_limits').where('subject', '=', parameter('subject')).returning('free_at'),
)
