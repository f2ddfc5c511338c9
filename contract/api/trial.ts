import { z } from 'zod'
import { channels } from '../words.ts'
import { endpoints } from './endpoint.ts'

export const TrialAccount = z.object({
  organization: z.string(),
  userName: z.string(),
  password: z.string(),
  displayName: z.string(),
  note: z.string(),
})
export type TrialAccount = z.infer<typeof TrialAccount>

export const TrialMessage = z.object({
  id: z.string(),
  channel: z.enum(channels),
  to: z.string(),
  subject: z.string().optional(),
  body: z.string(),
  at: z.iso.datetime(),
})
export type TrialMessage = z.infer<typeof TrialMessage>

/** These exist in trial mode only (spec: no `DOORWARD_URL`). */
export const trialEndpoints = endpoints({
  'GET /api/trial/accounts': {
    summary: 'The sample people and their passwords',
    needs: 'nothing',
    answer: z.array(TrialAccount),
    errors: [],
  },
  'GET /api/trial/messages': {
    summary: 'Messages that were kept instead of sent, newest first',
    needs: 'nothing',
    query: z.strictObject({ to: z.string().max(320).optional() }),
    answer: z.array(TrialMessage),
    errors: [],
  },
})
