import { toleratedSkew } from '../../base/clock-skew.ts'
import { hour } from '../../base/duration.ts'
import { prepared } from '../../tools/database/prepared.ts'
import type { World } from '../../tools/world.ts'
import { longestPause, type PauseKind, passwordPause } from './pause.ts'

const forgottenAfter = 24 * hour

/** What is paused; kept as a keyed digest, so that the table names nobody. */
export interface PauseSubject {
  kind: PauseKind
  name: string
}

const keyOf = (world: Pick<World, 'vault'>, { kind, name }: PauseSubject) =>
  `${kind}:${world.vault.tag(name, 'pause')}`

const pauseOf = prepared<{ subject: string; now: number; last: number }, { until: number }>(
  (database, place) =>
    database
      .selectFrom('pauses')
      .select(['until'])
      .where('subject', '=', place('subject'))
      .where('until', '>', place('now'))
      // Longer than any pause: the clock has jumped back since.
      .where('until', '<=', place('last')),
)

/** Until when a subject must wait; null when it need not. */
export async function pausedUntil(world: World, subject: PauseSubject): Promise<Date | null> {
  const now = world.clock.now().getTime()
  const last = now + longestPause + toleratedSkew
  const [row] = await pauseOf(world.database, { subject: keyOf(world, subject), now, last })
  return row ? new Date(row.until) : null
}

/** Counts one more wrong password in a single statement, so that simultaneous ones are all counted. */
export async function countWrongPassword(world: World, subject: PauseSubject): Promise<void> {
  const now = world.clock.now().getTime()
  const key = keyOf(world, subject)
  const [counted] = await countedFailure(world.database, { key, now, expiresAt: now + forgottenAfter })
  const pause = passwordPause(subject.kind, counted!.failures)
  if (pause > 0)
    await world.database
      .updateTable('pauses')
      .set({ until: now + pause })
      .where('subject', '=', key)
      .execute()
}

const countedFailure = prepared<{ key: string; now: number; expiresAt: number }, { failures: number }>(
  (database, place) =>
    database
      .insertInto('pauses')
      .values({ subject: place('key'), failures: 1, until: 0, expires_at: place('expiresAt') })
      .onConflict((conflict) =>
        conflict.column('subject').doUpdateSet((row) => ({
          failures: row
            .case()
            .when('pauses.expires_at', '<', place('now'))
            .then(1)
            .else(row('pauses.failures', '+', 1))
            .end(),
          expires_at: place('expiresAt'),
        })),
      )
      .returning('failures'),
)

/** The right password was given: the count starts anew. */
export async function endPause(world: World, subject: PauseSubject): Promise<void> {
  await endedPause(world.database, { key: keyOf(world, subject) })
}

const endedPause = prepared<{ key: string }, unknown>((database, place) =>
  database.deleteFrom('pauses').where('subject', '=', place('key')),
)
