import type { Channel } from '../../../contract/words.ts'
import type { Id } from '../../base/id.ts'
import { type PageCursor, pageOf } from '../../base/page-cursor.ts'
import type { MessageRow } from '../../tools/database/tables.ts'
import type { World } from '../../tools/world.ts'

/** A message without what it says. */
export interface ListedMessage {
  id: Id<'message'>
  channel: Channel
  kind: string
  recipient: string
  person: { id: Id<'person'>; displayName: string } | null
  state: 'waiting' | 'sent' | 'failed' | 'dropped'
  tries: number
  createdAt: Date
  nextTryAt: Date
  finishedAt: Date | null
  fault: string | null
  /** What it says is still here. */
  keepsContent: boolean
  /** From then on what it says is dead; null for never. */
  dropAt: Date | null
}

export interface MessagesQuery {
  organizationId: Id<'organization'>
  after: PageCursor | undefined
  limit: number
  state: ListedMessage['state'] | undefined
}

type Reads = Pick<World, 'database'>

/** A page of the organization's messages, newest first. */
export async function listMessages(
  world: Reads,
  { organizationId, after, limit, state }: MessagesQuery,
): Promise<{ rows: ListedMessage[]; next: string | null }> {
  let rows = messages(world, organizationId)
    .orderBy('messages.created_at', 'desc')
    .orderBy('messages.id', 'desc')
    .limit(limit + 1)
  if (state) rows = rows.where('messages.state', '=', state)
  if (after)
    rows = rows.where((row) =>
      row.and([
        row('messages.created_at', '<=', after.at),
        row.or([row('messages.created_at', '<', after.at), row('messages.id', '<', after.id)]),
      ]),
    )
  const page = pageOf(await rows.execute(), limit, (row) => ({ at: row.created_at, id: row.id }))
  return { rows: page.rows.map(toListed), next: page.next }
}

export async function listedMessage(
  world: Reads,
  organizationId: Id<'organization'>,
  id: Id<'message'>,
): Promise<ListedMessage | undefined> {
  const row = await messages(world, organizationId).where('messages.id', '=', id).executeTakeFirst()
  return row && toListed(row)
}

/** Due now, with all its tries before it; false where it has not failed, or what it says is not kept or dead. */
export async function reopenMessage(world: World, id: Id<'message'>): Promise<boolean> {
  const now = world.clock.now().getTime()
  const reopened = await world.database
    .updateTable('messages')
    .set({
      state: 'waiting',
      tries: 0,
      next_try_at: now,
      claimed_until: 0,
      finished_at: null,
    })
    .where('id', '=', id)
    .where('state', '=', 'failed')
    .where('content_sealed', '!=', '')
    .where((row) => row.or([row('drop_at', 'is', null), row('drop_at', '>', now)]))
    .returning('channel')
    .executeTakeFirst()
  if (reopened) world.outboxFilled(reopened.channel as Channel)
  return reopened !== undefined
}

function messages(world: Reads, organizationId: Id<'organization'>) {
  return world.database
    .selectFrom('messages')
    .leftJoin('people', 'people.id', 'messages.person_id')
    .selectAll('messages')
    .select('people.display_name as displayName')
    .where('messages.organization_id', '=', organizationId)
}

function toListed(row: MessageRow & { displayName: string | null }): ListedMessage {
  const { person_id, displayName } = row
  return {
    id: row.id,
    channel: row.channel as Channel,
    kind: row.kind,
    recipient: row.recipient,
    person: person_id && displayName ? { id: person_id, displayName } : null,
    state: row.state as ListedMessage['state'],
    tries: row.tries,
    createdAt: new Date(row.created_at),
    nextTryAt: new Date(row.next_try_at),
    finishedAt: row.finished_at === null ? null : new Date(row.finished_at),
    fault: row.last_error,
    keepsContent: row.content_sealed !== '',
    dropAt: row.drop_at === null ? null : new Date(row.drop_at),
  }
}
