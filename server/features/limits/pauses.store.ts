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

export const keyOf = (world: Pick<World, 'vault'>, { kind, name }: PauseSubject) =>
  `${kind}:${world.vault.tag(name, 'pause')}`

interface Period {
  now: number
  /** A pause that ends later was set before the clock jumped back. */
  last: number
}

/** When pauses that count now end. */
export function pausePeriod({ clock }: Pick<World, 'clock'>): Period {
  const now = clock.now().getTime()
  return { now, last: now + longestPause + toleratedSkew }
}

interface PauseRow {
  subject: string
  until: number
}

/** Of two subjects, those that must wait. */
export const pausesOf = prepared<Period & { one: string; other: string }, PauseRow>((database, place) =>
  database
    .selectFrom('pauses')
    .select(['subject', 'until'])
    .where('subject', 'in', [place('one'), place('other')])
    .where('until', '>', place('now'))
    .where('until', '<=', place('last')),
)

/** Until when a subject must wait; null when it need not. */
export async function pausedUntil(world: World, subject: PauseSubject): Promise<Date | null> {
  const key = keyOf(world, subject)
  const [row] = await pausesOf(world.database, { ...pausePeriod(world), one: key, other: key })
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
