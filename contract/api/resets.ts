import { z } from 'zod'
import { endpoints } from './endpoint.ts'

export const resetsEndpoints = endpoints({
  'POST /api/administration/people/{id}/reset-two-factor': {
    summary: "Remove somebody's ways to confirm, and let the password alone lead to set-up again",
    needs: 'Admin-Disable 2 Factor Authentication',
    params: z.object({ id: z.string().min(1).max(64) }),
    body: z.strictObject({ reason: z.string().max(1000) }),
    /** Null where no reset was opened, because `2FA` is Off. */
    answer: z.object({
      openUntil: z.iso.datetime().nullable(),
      /** Nothing was removed yet: a second administrator has to confirm it (`FOUREYES`). */
      waits: z.boolean(),
    }),
    errors: ['no-session', 'no-right', 'fresh-proof-needed', 'not-found', 'invalid-value'],
  },
})
