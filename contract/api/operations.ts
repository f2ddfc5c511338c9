import { z } from 'zod'
import { endpoints } from './endpoint.ts'

export const operationsEndpoints = endpoints({
  'GET /api/health': {
    summary: 'The process lives',
    needs: 'nothing',
    answer: z.object({ status: z.literal('ok') }),
    errors: [],
  },
  'GET /api/ready': {
    summary: 'The database answers and the outbox moves',
    needs: 'nothing',
    answer: z.object({ status: z.literal('ready') }),
    errors: ['not-ready'],
  },
  'GET /api/openapi.json': {
    summary: 'This API as an OpenAPI 3.1 document',
    needs: 'nothing',
    answer: z.record(z.string(), z.unknown()),
    errors: [],
  },
})
