import { z } from 'zod'
import { channels } from '../words.ts'
import { endpoints } from './endpoint.ts'
import { Next, PageQuery } from './page.ts'

/** `dropped`: it was worthless before it could leave, such as a code that had expired. */
const MessageState = z.enum(['waiting', 'sent', 'failed', 'dropped'])

/** A message that left, waits or failed; never what it says. */
export const Message = z.object({
  id: z.string(),
  channel: z.enum(channels),
  /** `code`, or the name of a notice. */
  kind: z.string(),
  /** Whole for who holds `Administer Users` and sees addresses anyway; masked for everybody else. */
  recipient: z.string(),
  person: z.object({ id: z.string(), displayName: z.string() }).nullable(),
  state: MessageState,
  tries: z.int(),
  createdAt: z.iso.datetime(),
  /** When it is tried (again); null unless it waits. */
  nextTryAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
  /** Why the last try failed; of a message that was sent, which of several providers took it, and why those before did not. */
  fault: z.string().nullable(),
  /** It failed, and what it says is still here and good for something: not a code or a link that has run out. */
  canSendAgain: z.boolean(),
})
export type Message = z.infer<typeof Message>

export const messagesEndpoints = endpoints({
  'GET /api/administration/messages': {
    summary: 'What was sent, what waits, what failed and why, newest first',
    needs: 'View Audit',
    query: z.strictObject({ ...PageQuery, state: MessageState.optional() }),
    answer: z.object({ messages: z.array(Message), next: Next }),
    errors: ['no-session', 'no-right', 'unknown-field', 'invalid-field'],
  },
  'POST /api/administration/messages/{id}/send-again': {
    summary: 'Send a failed message again',
    needs: 'Administer Users',
    params: z.object({ id: z.string().max(64) }),
    body: z.strictObject({}),
    answer: Message,
    errors: ['no-session', 'no-right', 'not-found', 'cannot-send-again'],
  },
})
