/** The OpenAPI 3.1 document, derived from the one endpoint table. */
import { z } from 'zod'
import type { Endpoint } from '../../../contract/api/endpoint.ts'
import { endpointTable } from '../../../contract/api/endpoints.ts'
import { type ErrorCode, errors } from '../../../contract/errors.ts'

type Json = Record<string, unknown>

export function openApiDocument({ isTrial }: { isTrial: boolean }): Json {
  const paths: Record<string, Json> = {}
  for (const [name, row] of Object.entries(endpointTable) as [string, Endpoint][]) {
    const [method, path] = name.split(' ') as [string, string]
    if (path.startsWith('/api/trial') && !isTrial) continue
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation(name, row) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Doorward',
      version: '1',
      description: 'Sign-in that knows machines and says why it asks.',
    },
    paths,
    components: { schemas: { Problem: problemShape } },
  }
}

function operation(name: string, row: Endpoint): Json {
  return {
    operationId: name.replaceAll(/\W+/g, '-'),
    summary: row.summary,
    'x-needs': row.needs,
    parameters: [...parameters('path', row.params), ...parameters('query', row.query)],
    ...(row.body && {
      requestBody: { required: true, content: { 'application/json': { schema: shape(row.body, 'input') } } },
    }),
    responses: responses(row),
  }
}

function parameters(place: 'path' | 'query', group: z.ZodObject | undefined): Json[] {
  return Object.entries(group?.shape ?? {}).map(([name, one]) => ({
    name,
    in: place,
    required: place === 'path' || !(one as z.ZodType).safeParse(undefined).success,
    schema: shape(one as z.ZodType, 'input'),
  }))
}

/** What every call may be answered with while the database is away. */
const always: ErrorCode = 'unavailable'

function responses(row: Endpoint): Json {
  const good = String(row.status ?? (row.answer ? 200 : 204))
  const byStatus = Object.groupBy([...row.errors, always], (code) => String(errors[code].status))
  const faults = Object.entries(byStatus).map(([status, codes]) => [status, fault(codes ?? [])])
  const content = row.answer && { content: { 'application/json': { schema: shape(row.answer, 'output') } } }
  return { [good]: { description: 'As asked', ...content }, ...Object.fromEntries(faults) }
}

function fault(codes: readonly ErrorCode[]): Json {
  return {
    description: codes.join(', '),
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  }
}

function shape(type: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema, ...rest } = z.toJSONSchema(type, { io, target: 'draft-2020-12' })
  return rest
}

const problemShape: Json = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'requestId'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', enum: Object.keys(errors) },
    requestId: { type: 'string' },
    fields: { type: 'object', additionalProperties: { type: 'string' } },
    triesLeft: { type: 'integer' },
    retryAfterSeconds: { type: 'integer' },
    lockedUntil: { type: ['string', 'null'], format: 'date-time' },
    clockOffSeconds: { type: 'integer' },
    address: { type: 'string', format: 'uri' },
    notReady: { type: 'array', items: { enum: ['database', 'writing', 'outbox', 'stopping'] } },
  },
}
