import type { Right } from '../../../contract/words.ts'
import type { PersonActor, Place } from '../../base/actor.ts'
import type { Id } from '../../base/id.ts'
import type { PendingChangeRow } from '../../tools/database/tables.ts'
import { newId, type World } from '../../tools/world.ts'

/** What may wait: an address, all rights from then on, or a reset with its reason. */
export type PendingValue =
  | { kind: 'email' | 'cellPhone'; value: string }
  | { kind: 'rights'; value: readonly Right[] }
  | { kind: 'reset'; value: string }

export type PendingChange = PendingValue & {
  id: Id<'pendingChange'>
  organizationId: Id<'organization'>
  personId: Id<'person'>
  askedBy: Id<'person'>
  askedFrom: Place
  createdAt: Date
  /** Null where another administrator has to confirm it. */
  countsAt: Date | null
}

interface NewPending {
  organizationId: Id<'organization'>
  /** Held. */
  personId: Id<'person'>
  by: PersonActor
  pending: PendingValue
  countsAt: Date | null
}

/** In place of one of the same kind that waited. */
export async function insertPending(world: World, input: NewPending): Promise<Id<'pendingChange'>> {
  const { organizationId, personId, by, pending, countsAt } = input
  await dropPendingOf(world, personId, pending.kind)
  const id = newId(world, 'pendingChange')
  const { browser, system, address } = by.place
  await world.database
    .insertInto('pending_changes')
    .values({
      id,
      organization_id: organizationId,
      person_id: personId,
      kind: pending.kind,
      value: JSON.stringify(pending.value),
      asked_by: by.personId,
      asked_from: JSON.stringify({ browser, system, address }),
      created_at: world.clock.now().getTime(),
      counts_at: countsAt?.getTime() ?? null,
      decided_at: null,
    })
    .execute()
  return id
}

/** What waits for a person, oldest first. */
export async function pendingOf(
  world: Pick<World, 'database'>,
  personId: Id<'person'>,
): Promise<PendingChange[]> {
  const rows = await world.database
    .selectFrom('pending_changes')
    .selectAll()
    .where('person_id', '=', personId)
    .where('decided_at', 'is', null)
    .orderBy('created_at')
    .orderBy('kind')
    .orderBy('id')
    .execute()
  return rows.map(toPending)
}

/** Up to `most` whose time has come. */
export async function duePending({ database, clock }: World, most: number): Promise<PendingChange[]> {
  const rows = await database
    .selectFrom('pending_changes')
    .selectAll()
    .where('counts_at', '<=', clock.now().getTime())
    .where('decided_at', 'is', null)
    .orderBy('counts_at')
    .orderBy('kind')
    .orderBy('id')
    .limit(most)
    .execute()
  return rows.map(toPending)
}

/** Decides: of several at once, on any number of nodes, the one whose UPDATE finds it waiting. The person is held. */
export async function decidePending(
  { database, clock }: Pick<World, 'database' | 'clock'>,
  { id, personId }: { id: Id<'pendingChange'>; personId: Id<'person'> },
): Promise<PendingChange | undefined> {
  const row = await database
    .updateTable('pending_changes')
    .set({ decided_at: clock.now().getTime() })
    .where('id', '=', id)
    .where('person_id', '=', personId)
    .where('decided_at', 'is', null)
    .returningAll()
    .executeTakeFirst()
  return row && toPending(row)
}

export async function dropPendingOf(
  { database, clock }: Pick<World, 'database' | 'clock'>,
  personId: Id<'person'>,
  kind: PendingValue['kind'],
): Promise<void> {
  await database
    .updateTable('pending_changes')
    .set({ decided_at: clock.now().getTime() })
    .where('person_id', '=', personId)
    .where('kind', '=', kind)
    .where('decided_at', 'is', null)
    .execute()
}

/** Nothing waits for the person any more; tells how many did. */
export async function dropPending(
  { database, clock }: Pick<World, 'database' | 'clock'>,
  personId: Id<'person'>,
): Promise<number> {
  const { numUpdatedRows } = await database
    .updateTable('pending_changes')
    .set({ decided_at: clock.now().getTime() })
    .where('person_id', '=', personId)
    .where('decided_at', 'is', null)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

function toPending(row: PendingChangeRow): PendingChange {
  return {
    id: row.id,
    organizationId: row.organization_id,
    personId: row.person_id,
    ...({ kind: row.kind, value: JSON.parse(row.value) } as PendingValue),
    askedBy: row.asked_by,
    askedFrom: JSON.parse(row.asked_from) as Place,
    createdAt: new Date(row.created_at),
    countsAt: row.counts_at === null ? null : new Date(row.counts_at),
  }
}
