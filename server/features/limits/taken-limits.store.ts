import { sql } from 'kysely'
import { secondsUntil } from '../../base/duration.ts'
import { Problem } from '../../base/problem.ts'
import { prepared } from '../../tools/database/prepared.ts'
import { transaction } from '../../tools/transaction.ts'
import type { World } from '../../tools/world.ts'
import { type SlidingName, slidingLimits } from './limits-table.ts'
import { opensAt, slide, stepOf } from './sliding.ts'

/** What is to be taken, and by whom it is counted. */
export interface Taking {
  limit: SlidingName
  by: string
  /** Where distinct ones are counted and not tries: which one this is. */
  each?: string
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
  return takeOf(world, subjectOf(world, taking), slidingLimits[taking.limit])
}

async function takeOf({ database, clock }: Reads, subject: string, limit: { most: number; window: number }) {
  return (await taken(database, { subject, ...slide(limit, clock.now()) })).length === 1
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
      const granted = await Promise.all(takings.map((taking) => take(world, taking)))
      if (granted.includes(false)) throw refused
    })
    return true
  } catch (fault) {
    if (fault !== refused) throw fault
    return false
  }
}

/** The refusal of what is full, with the wait that is true. */
export async function slowDown(world: Reads, takings: readonly Taking[]): Promise<Problem> {
  const now = world.clock.now()
  const until = (await fullUntil(world, takings)).map((one) => one?.getTime() ?? now.getTime())
  return new Problem('slow-down', {
    retryAfterSeconds: secondsUntil(new Date(Math.max(...until)), now),
  })
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
    return opensAt(slidingLimits[taking.limit], freeAt.get(subjectOf(world, taking)), now)
  })
}

/** Gives one back that was taken: the work was right. */
export async function giveBack(world: Reads, taking: Taking): Promise<void> {
  await givenBack(world.database, {
    subject: subjectOf(world, taking),
    step: stepOf(slidingLimits[taking.limit]),
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

/** Gives back all that was taken of `whole`, and what this one of the distinct ones took. */
export async function giveAllBack(
  world: Reads,
  { whole, distinct }: { whole: Taking; distinct: Taking },
): Promise<void> {
  const each = eachSubjectOf(world, distinct)
  const gone = await forgotten(world.database, { whole: subjectOf(world, whole), each })
  const now = world.clock.now().getTime()
  if (gone.some(({ subject, free_at }) => subject === each && free_at > now)) await giveBack(world, distinct)
}

const forgotten = prepared<{ whole: string; each: string }, { subject: string; free_at: number }>(
  (database, parameter) =>
    database
      .deleteFrom('taken_limits')
      .where('subject', 'in', [parameter('whole'), parameter('each')])
      .returning(['subject', 'free_at']),
)

/** Gives back all that was taken. */
export async function forget(world: Reads, taking: Taking): Promise<void> {
  await forgottenOne(world.database, { subject: subjectOf(world, taking) })
}

const forgottenOne = prepared<{ subject: string }, unknown>((database, parameter) =>
  database.deleteFrom('taken_limits').where('subject', '=', parameter('subject')),
)
