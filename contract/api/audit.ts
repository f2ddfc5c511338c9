import { z } from 'zod'
import { endpoints } from './endpoint.ts'
import { Next, PageQuery } from './page.ts'

const Somebody = z.object({ id: z.string(), userName: z.string(), displayName: z.string() })

export const AuditEntry = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  /** A stable name, such as `signed-in` or `preference-changed`. */
  event: z.string(),
  /** What happened, plainly. */
  sentence: z.string(),
  /** Who did it; null for the server itself and the command line. */
  actor: Somebody.nullable(),
  /** To whom it was done. */
  person: Somebody.nullable(),
  address: z.string().nullable(),
  /** What is kept of it, as it is kept. */
  values: z.record(z.string(), z.unknown()),
  /** Where a sign-in was decided: the verdict, each reason with its values, and what would have changed it. */
  decision: z.array(z.string()),
})
export type AuditEntry = z.infer<typeof AuditEntry>

export const auditEndpoints = endpoints({
  'GET /api/administration/audit': {
    summary: 'What happened in the organization, newest first',
    needs: 'View Audit',
    query: z.strictObject({
      ...PageQuery,
      /** Id of the person it was done to. */
      person: z.string().max(64).optional(),
      /** Id of the person who did it. */
      actor: z.string().max(64).optional(),
      event: z.string().max(64).optional(),
      /** From this moment on. */
      from: z.iso.datetime().optional(),
      /** Before this moment. */
      to: z.iso.datetime().optional(),
    }),
    answer: z.object({
      entries: z.array(AuditEntry),
      next: Next,
      /** Every event there can be, for a filter. */
      events: z.array(z.string()),
    }),
    errors: ['no-session', 'no-right', 'unknown-field', 'invalid-field'],
  },
})
