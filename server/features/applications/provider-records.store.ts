import { digest } from '../../base/digest.ts'
import type { Id } from '../../base/id.ts'
import type { World } from '../../tools/world.ts'

/** What an OpenID Connect provider keeps: of a kind, found by an id that only its holder knows. */
export interface ProviderRecord {
  kind: string
  id: string
  grantId: string | null
  sessionId: Id<'session'> | null
  applicationId: Id<'application'> | null
  payload: Readonly<Record<string, unknown>>
  /** From now. */
  lifeSeconds: number
}

const keyOf = (kind: string, id: string) => digest(`${kind}\0${id}`)

/** Writes it, or anew what it holds; when it was made stays. */
export async function saveRecord(world: World, record: ProviderRecord): Promise<void> {
  const now = world.clock.now().getTime()
  const held = {
    payload: JSON.stringify(record.payload),
    expires_at: now + record.lifeSeconds * 1000,
    session_id: record.sessionId,
  }
  await world.database
    .insertInto('provider_records')
    .values({
      id: keyOf(record.kind, record.id),
      kind: record.kind,
      grant_hash: record.grantId && digest(record.grantId),
      application_id: record.applicationId,
      created_at: now,
      consumed_at: null,
      ...held,
    })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(held))
    .execute()
}

export interface FoundRecord {
  payload: Record<string, unknown>
  createdAt: Date
  consumedAt: Date | null
}

/** Undefined where its time is over, too. */
export async function findRecord(world: World, kind: string, id: string): Promise<FoundRecord | undefined> {
  const row = await world.database
    .selectFrom('provider_records')
    .select(['payload', 'created_at', 'consumed_at'])
    .where('id', '=', keyOf(kind, id))
    .where('expires_at', '>', world.clock.now().getTime())
    .executeTakeFirst()
  return (
    row && {
      payload: JSON.parse(row.payload),
      createdAt: new Date(row.created_at),
      consumedAt: row.consumed_at === null ? null : new Date(row.consumed_at),
    }
  )
}

/** Of any number of callers at once, on any number of nodes, one is told true. */
export async function consumeRecord(world: World, kind: string, id: string): Promise<boolean> {
  const { numUpdatedRows } = await world.database
    .updateTable('provider_records')
    .set({ consumed_at: world.clock.now().getTime() })
    .where('id', '=', keyOf(kind, id))
    .where('consumed_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function deleteRecord(world: World, kind: string, id: string): Promise<void> {
  await world.database.deleteFrom('provider_records').where('id', '=', keyOf(kind, id)).execute()
}

/** Everything of one kind that was given under a grant. */
export async function deleteOfGrant(world: World, kind: string, grantId: string): Promise<void> {
  await world.database
    .deleteFrom('provider_records')
    .where('grant_hash', '=', digest(grantId))
    .where('kind', '=', kind)
    .execute()
}
