import { z } from 'zod'
import { endpoints } from './endpoint.ts'

/** What is wrong with how this server stands, for whoever administers: a stable code and one sentence. */
export const Concern = z.object({
  code: z.enum(['no-trusted-proxies', 'unknown-proxy', 'silent-proxy', 'unreadable-address']),
  sentence: z.string(),
})
export type Concern = z.infer<typeof Concern>

export const operationsEndpoints = endpoints({
  'GET /api/health': {
    summary: 'The process lives',
    needs: 'nothing',
    answer: z.object({ status: z.literal('ok') }),
    errors: [],
  },
  'GET /api/ready': {
    summary: 'The database answers and takes what is written, and the outbox moves',
    needs: 'nothing',
    answer: z.object({ status: z.literal('ready') }),
    errors: ['not-ready'],
  },
  'GET /api/administration/concerns': {
    summary: 'What is wrong with how this server stands, as far as it was noticed since its start',
    needs: ['Administer Preferences', 'Administer Users'],
    answer: z.object({ concerns: z.array(Concern) }),
    errors: ['no-session', 'no-right'],
  },
  'GET /api/openapi.json': {
    summary: 'This API as an OpenAPI 3.1 document',
    needs: 'nothing',
    answer: z.record(z.string(), z.unknown()),
    errors: [],
  },
})
