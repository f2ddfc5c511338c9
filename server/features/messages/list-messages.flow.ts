import type { Message } from '../../../contract/api/messages.ts'
import { type Actor, auditedBy } from '../../base/actor.ts'
import type { Id } from '../../base/id.ts'
import { type AskedPage, readPage } from '../../base/page.ts'
import { Problem } from '../../base/problem.ts'
import { transaction } from '../../tools/transaction.ts'
import type { World } from '../../tools/world.ts'
import { recordAudit } from '../audit/audit.store.ts'
import { maskRecipient } from './mask.ts'
import {
  type ListedMessage,
  listedMessage,
  listMessages,
  type MessagesQuery,
  reopenMessage,
} from './message-list.store.ts'

/** Addresses are whole only for who may see them in people's profiles anyway. */
interface Sees {
  seesAddresses: boolean
}

export interface AskMessages extends AskedPage, Sees, Pick<MessagesQuery, 'organizationId' | 'state'> {}

/** R8.3: what was sent, what waits, what failed and why. */
export async function messagesPage(
  world: World,
  input: AskMessages,
): Promise<{ messages: Message[]; next: string | null }> {
  const { rows, next } = await listMessages(world, { ...input, ...readPage(input) })
  const now = world.clock.now()
  return { messages: rows.map((row) => toMessage(row, { ...input, now })), next }
}

export interface SendAgain extends Sees {
  organizationId: Id<'organization'>
  by: Actor
  id: Id<'message'>
}

/** Throws `not-found`, `cannot-send-again`. */
export async function sendAgain(world: World, input: SendAgain): Promise<Message> {
  const { organizationId, by, id } = input
  return transaction(world, async (world) => {
    const found = await requireMessage(world, organizationId, id)
    if (!(await reopenMessage(world, id))) throw new Problem('cannot-send-again')
    await recordAudit(world, {
      organizationId,
      personId: found.person?.id ?? null,
      ...auditedBy(by),
      event: 'message-retried',
      data: { messageId: id, channel: found.channel, kind: found.kind },
    })
    const now = world.clock.now()
    return toMessage(await requireMessage(world, organizationId, id), { ...input, now })
  })
}

async function requireMessage(
  world: World,
  organizationId: Id<'organization'>,
  id: Id<'message'>,
): Promise<ListedMessage> {
  const message = await listedMessage(world, organizationId, id)
  if (!message) throw new Problem('not-found')
  return message
}

function toMessage(row: ListedMessage, { seesAddresses, now }: Sees & { now: Date }): Message {
  const { keepsContent, dropAt, createdAt, nextTryAt, finishedAt, recipient, ...rest } = row
  return {
    ...rest,
    recipient: seesAddresses ? recipient : maskRecipient(row.channel, recipient),
    createdAt: createdAt.toISOString(),
    // Codes are due ten minutes before they were made, so that they leave first; nobody needs to see that.
    nextTryAt: row.state === 'waiting' ? new Date(Math.max(+nextTryAt, +createdAt)).toISOString() : null,
    finishedAt: finishedAt?.toISOString() ?? null,
    canSendAgain: row.state === 'failed' && keepsContent && (dropAt === null || dropAt > now),
  }
}
