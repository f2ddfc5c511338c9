import { newestBelieved } from '../../base/clock-skew.ts'
import type { Id } from '../../base/id.ts'
import { prepared } from '../../tools/database/prepared.ts'
import { newId, type World } from '../../tools/world.ts'

/** Between which times something open counts: it has not run out, and no clock that was ahead opened it. */
interface Believed {
  now: number
  newest: number
}

export function believed(now: Date): Believed {
  return { now: now.getTime(), newest: newestBelieved(now).getTime() }
}

/** The open reset of a person (R7.2): not spent by a finished set-up, nor ended, nor run out. */
export const openResetOf = prepared<{ personId: Id<'person'> } & Believed, { id: Id<'grant'> }>(
  (database, parameter) =>
    database
      .selectFrom('reset_grants')
      .select('id')
      .where('person_id', '=', parameter('personId'))
      .where('spent_at', 'is', null)
      .where('expires_at', '>', parameter('now'))
      .where('opened_at', '<=', parameter('newest'))
      .limit(1),
)

/** Ids of the open resets of several people, by person. */
export async function openResetsOf(
  world: World,
  personIds: readonly Id<'person'>[],
): Promise<Map<string, string>> {
  const { now, newest } = believed(world.clock.now())
  const rows = await world.database
    .selectFrom('reset_grants')
    .select(['id', 'person_id'])
    .where('person_id', 'in', personIds)
    .where('spent_at', 'is', null)
    .where('expires_at', '>', now)
    .where('opened_at', '<=', newest)
    .execute()
  return new Map(rows.map(({ id, person_id }) => [person_id, id]))
}

export interface NewReset {
  organizationId: Id<'organization'>
  personId: Id<'person'>
  /** Null for the command line. */
  openedBy: Id<'person'> | null
  reason: string
  expiresAt: Date
  /** What it removed, sealed; null and absent where nothing can be put back. */
  removed?: string | null
}

/** Opens a reset; others of the person are closed by `closeResets` before. */
export async function insertReset(world: World, reset: NewReset): Promise<void> {
  await world.database
    .insertInto('reset_grants')
    .values({
      id: newId(world, 'grant'),
      organization_id: reset.organizationId,
      person_id: reset.personId,
      opened_by: reset.openedBy ?? '',
      reason: reset.reason,
      opened_at: world.clock.now().getTime(),
      expires_at: reset.expiresAt.getTime(),
      spent_at: null,
      removed_sealed: reset.removed ?? null,
    })
    .execute()
}

/** Set-up is finished, or something ends what rests on the reset. @param personId null for everybody's */
export async function closeResets(world: World, personId: Id<'person'> | null): Promise<void> {
  const query = world.database
    .updateTable('reset_grants')
    .set({ spent_at: world.clock.now().getTime(), removed_sealed: null })
    .where('spent_at', 'is', null)
  await (personId === null ? query : query.where('person_id', '=', personId)).execute()
}
