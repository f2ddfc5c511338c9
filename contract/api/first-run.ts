import { z } from 'zod'
import { endpoints } from './endpoint.ts'

export const firstRunEndpoints = endpoints({
  'GET /api/first-run': {
    summary: 'Whether this server still waits for its first organization',
    needs: 'nothing',
    answer: z.object({ open: z.boolean() }),
    errors: [],
  },
  'POST /api/first-run': {
    summary: 'Make the first organization and its first administrator, with the link printed at the start',
    needs: 'nothing',
    body: z.strictObject({
      /** What stands behind the number sign of the link. */
      token: z.string().min(1).max(200),
      organization: z.string().max(200),
      userName: z.string().max(256),
      displayName: z.string().max(200),
      email: z.string().max(320),
      password: z.string().max(1024),
      /** Where people get help: an https or mailto address; may be told later (`SUPPORTLINK`). */
      supportLink: z.string().max(500).optional(),
    }),
    /** The administrator signs in next. */
    answer: z.object({ organization: z.string(), userName: z.string() }),
    status: 201,
    errors: ['unknown-field', 'invalid-field', 'invalid-value', 'not-found', 'link-over'],
  },
})
