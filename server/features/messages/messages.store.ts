import type { Channel } from '../../../contract/words.ts'
import { minute } from '../../base/duration.ts'
import type { Id } from '../../base/id.ts'
import { insertRow, prepared } from '../../tools/database/prepared.ts'
import type { MessageRow } from '../../tools/database/tables.ts'
import { newId, type World } from '../../tools/world.ts'
import { keepsContent } from './message-kind.ts'

/** `text` alone for a text message; an e-mail has all of them. */
export interface MessageContent {
  subject?: string
  text?: string
  html?: string
  /** The name the mail comes from: the organization's. */
  fromName?: string
}

export interface NewMessage {
  organizationId: Id<'organization'>
  personId: Id<'person'> | null
  channel: Channel
  /** One mail address, or one number in E.164. */
  recipient: string
  /** `code`, `new-connection`, or the name of a notice; see message-kind.ts. */
  kind: string
  content: MessageContent
  /** After this moment what it says is dead, and it is dropped instead of sent; null for what is never too late. */
  dropAt: Date | null
  /** It leaves then, or later. */
  notBefore?: Date
}

/** A message that this node alone may send until `claimedUntil`. */
export interface ClaimedMessage {
  id: Id<'message'>
  channel: Channel
  recipient: string
  kind: string
  contentSealed: string
  /** This try counted. */
  tries: number
  dropAt: Date | null
  claimedUntil: Date
}

/** A message whose node died is sent by another one after it; a node that still sends it makes its claim longer in time. */
const claimLength = 2 * minute
/** Codes are due before notices that were there first: a thousand invitations must not outlive a code. */
const codesFirst = 10 * minute

const rowsAtOnce = 50

/** Puts a message into the outbox, in the caller's transaction: it leaves when, and only when, that commits. */
export async function queueMessage(world: World, message: NewMessage): Promise<Id<'message'>> {
  const row = newRow(world, message)
  await insertRow(world.database, 'messages', row)
  world.outboxFilled(message.channel)
  return row.id
}

/** Many at once; the ids in the same order. */
export async function queueMessages(world: World, messages: readonly NewMessage[]): Promise<Id<'message'>[]> {
  const rows = messages.map((message) => newRow(world, message))
  for (let at = 0; at < rows.length; at += rowsAtOnce)
    await world.database
      .insertInto('messages')
      .values(rows.slice(at, at + rowsAtOnce))
      .execute()
  for (const channel of new Set(messages.map(({ channel }) => channel))) world.outboxFilled(channel)
  return rows.map(({ id }) => id)
}

function newRow(world: World, message: NewMessage): MessageRow {
  const id = newId(world, 'message')
  const now = world.clock.now().getTime()
  return {
    id,
    organization_id: message.organizationId,
    person_id: message.personId,
    channel: message.channel,
    recipient: message.recipient,
    kind: message.kind,
    content_sealed: world.vault.seal(JSON.stringify(message.content), id),
    state: 'waiting',
    tries: 0,
    next_try_at: message.kind === 'code' ? now - codesFirst : (message.notBefore?.getTime() ?? now),
    claimed_until: 0,
    drop_at: message.dropAt?.getTime() ?? null,
    finished_at: null,
    last_error: null,
    created_at: now,
  }
}

/**
 * Takes up to `most` due messages of a channel for this node. Of several nodes that reach for one row the first to
 * update it wins: the others find `claimed_until` in the future when their own update looks at it again.
 */
export async function claimMessages(world: World, channel: Channel, most: number): Promise<ClaimedMessage[]> {
  const now = world.clock.now().getTime()
  const rows = await claimed(world.database, { channel, most, now, until: now + claimLength })
  return rows.map(claimedMessage)
}

interface Claim {
  channel: Channel
  most: number
  now: number
  until: number
}

const claimed = prepared<Claim, ClaimedRow>((database, parameter) =>
  database
    .updateTable('messages')
    .set((e) => ({ claimed_until: parameter('until'), tries: e('tries', '+', 1) }))
    .where('id', 'in', (due) =>
      due
        .selectFrom('messages')
        .select('id')
        .where('state', '=', 'waiting')
        .where('channel', '=', parameter('channel'))
        .where('next_try_at', '<=', parameter('now'))
        .where('claimed_until', '<=', parameter('now'))
        .orderBy('next_try_at')
        .limit(parameter('most')),
    )
    .where('state', '=', 'waiting')
    .where('claimed_until', '<=', parameter('now'))
    .returning([...claimedColumns]),
)

const claimedColumns = [
  'id',
  'channel',
  'recipient',
  'kind',
  'content_sealed',
  'tries',
  'drop_at',
  'claimed_until',
] as const

type ClaimedRow = Pick<MessageRow, (typeof claimedColumns)[number]>

/** Is anything of this channel left to do, now or later? */
export async function hasWaitingMessages(world: World, channel: Channel): Promise<boolean> {
  const [row] = await anyWaiting(world.database, { channel })
  return row !== undefined
}

const anyWaiting = prepared<{ channel: string }, { id: Id<'message'> }>((database, parameter) =>
  database
    .selectFrom('messages')
    .select('id')
    .where('state', '=', 'waiting')
    .where('channel', '=', parameter('channel'))
    .limit(1),
)

/** Throws where it was sealed for another message or with a key we do not have. */
export function contentOf(world: World, message: ClaimedMessage): MessageContent {
  return JSON.parse(world.vault.open(message.contentSealed, message.id)) as MessageContent
}

/**
 * Sent is sent, even where the claim has lapsed meanwhile: nobody needs to send it again.
 * @param note what administrators may want to know of it, such as which provider took it; null for nothing
 */
export async function markSent(world: World, message: ClaimedMessage, note: string | null): Promise<void> {
  const { id } = message
  const now = world.clock.now().getTime()
  const content = keepsContent(message.kind) ? message.contentSealed : ''
  await markedSent(world.database, { id, content, now, note })
}

interface Sent {
  id: Id<'message'>
  content: string
  now: number
  note: string | null
}

const markedSent = prepared<Sent, unknown>((database, parameter) =>
  database
    .updateTable('messages')
    .set({
      state: 'sent',
      content_sealed: parameter('content'),
      finished_at: parameter('now'),
      claimed_until: 0,
      last_error: parameter('note'),
    })
    .where('id', '=', parameter('id'))
    .where('state', '=', 'waiting'),
)

/** What it says stays as long as somebody could have it sent again. */
export async function markFailed(world: World, message: ClaimedMessage, reason: string): Promise<void> {
  await whileClaimed(world, message)
    .set({ ...finished(world, 'failed'), ...emptied(message, isAlive(world, message)), last_error: reason })
    .execute()
}

/** Worthless by now; what kept it from leaving, if anything did, stays to be read. */
export async function markDropped(world: World, message: ClaimedMessage): Promise<void> {
  await whileClaimed(world, message)
    .set({ ...finished(world, 'dropped'), ...emptied(message, false) })
    .execute()
}

/** For a server that takes its time: no other node sends what this one still does. */
export async function lengthenClaim(world: World, message: ClaimedMessage): Promise<void> {
  const until = world.clock.now().getTime() + claimLength
  const { numUpdatedRows } = await whileClaimed(world, message)
    .set({ claimed_until: until })
    .executeTakeFirstOrThrow()
  if (numUpdatedRows > 0) message.claimedUntil = new Date(until)
}

export async function markForRetry(
  world: World,
  message: ClaimedMessage,
  reason: string,
  at: Date,
): Promise<void> {
  await whileClaimed(world, message)
    .set({ next_try_at: at.getTime(), claimed_until: 0, last_error: reason })
    .execute()
}

/** Only while the claim is ours: another node that took the message over decides about it. */
function whileClaimed(world: World, message: ClaimedMessage) {
  return world.database
    .updateTable('messages')
    .where('id', '=', message.id)
    .where('state', '=', 'waiting')
    .where('claimed_until', '=', message.claimedUntil.getTime())
}

function finished(world: World, state: 'failed' | 'dropped') {
  return { state, finished_at: world.clock.now().getTime(), claimed_until: 0 }
}

function isAlive(world: World, { dropAt }: ClaimedMessage): boolean {
  return dropAt !== null && dropAt > world.clock.now()
}

function emptied({ kind }: ClaimedMessage, isKept: boolean): { content_sealed?: '' } {
  return isKept || keepsContent(kind) ? {} : { content_sealed: '' }
}

/** Up to `most` messages that failed and say what is dead by now lose it. Tells how many they were. */
export async function emptyDeadMessages(world: World, most: number): Promise<number> {
  const dead = world.database
    .selectFrom('messages')
    .select('id')
    .where('state', '=', 'failed')
    .where('content_sealed', '!=', '')
    .where('drop_at', '<=', world.clock.now().getTime())
    .limit(most)
  const { numUpdatedRows } = await world.database
    .updateTable('messages')
    .set({ content_sealed: '' })
    .where('id', 'in', dead)
    .where('state', '=', 'failed')
    .executeTakeFirstOrThrow()
  return Number(numUpdatedRows)
}

function claimedMessage(row: ClaimedRow): ClaimedMessage {
  return {
    id: row.id,
    channel: row.channel as Channel,
    recipient: row.recipient,
    kind: row.kind,
    contentSealed: row.content_sealed,
    tries: row.tries,
    dropAt: row.drop_at === null ? null : new Date(row.drop_at),
    claimedUntil: new Date(row.claimed_until),
  }
}
