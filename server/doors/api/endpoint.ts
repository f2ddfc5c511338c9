import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Endpoint } from '../../../contract/api/endpoint.ts'
import {
  type AnswerOf,
  type BodyOf,
  type EndpointName,
  type EndpointTable,
  endpointTable,
  type ParamsOf,
  type QueryOf,
} from '../../../contract/api/endpoints.ts'
import { Problem } from '../../base/problem.ts'
import { unstorableText } from '../../base/storable-text.ts'
import type { CheckedSession } from '../../features/sessions/session-check.flow.ts'
import type { Door } from '../door.ts'
import { requireNeeds } from '../require.ts'
import { recordRefusal } from './refused-by-limit.door.ts'

type SessionFor<Name extends EndpointName> = EndpointTable[Name]['needs'] extends 'nothing' | 'sign-in'
  ? undefined
  : EndpointTable[Name]['needs'] extends 'enrollment'
    ? CheckedSession | undefined
    : CheckedSession

export interface Call<Name extends EndpointName> {
  body: BodyOf<Name>
  query: QueryOf<Name>
  params: ParamsOf<Name>
  session: SessionFor<Name>
  request: FastifyRequest
  reply: FastifyReply
}

type Answer<Name extends EndpointName> = EndpointTable[Name]['answer'] extends null ? unknown : AnswerOf<Name>
type Handler<Name extends EndpointName> = (call: Call<Name>) => Promise<Answer<Name>>

/** Binds a row of the endpoint table to what it does: shape in, flow, shape out. */
export function endpoint<Name extends EndpointName>(door: Door, name: Name, handler: Handler<Name>): void {
  const row: Endpoint = endpointTable[name]
  const [method, path] = name.split(' ') as [string, string]
  door.app.route({
    method,
    url: path.replaceAll(/\{(\w+)\}/g, ':$1'),
    ...(row.largestBody && largeBody(door, row, row.largestBody)),
    handler: async (request, reply) => {
      const session = (await requireNeeds(door, request, row.needs)) as SessionFor<Name>
      const call = {
        body: parse(row.body, request.body, 'invalid-field') as BodyOf<Name>,
        query: parse(row.query, request.query, 'invalid-field') as QueryOf<Name>,
        params: parse(row.params, request.params, 'not-found') as ParamsOf<Name>,
        session,
        request,
        reply,
      }
      const answer = await handler(call).catch(async (fault: unknown) => {
        await recordRefusal(door, call, fault)
        throw fault
      })
      reply.header('cache-control', 'no-store').status(row.status ?? (row.answer ? 200 : 204))
      return row.answer ? answer : undefined
    },
  })
}

/** Who may call is looked at before so much is read: a stranger's body is refused unread. */
function largeBody(door: Door, { needs }: Endpoint, bodyLimit: number) {
  return {
    bodyLimit,
    onRequest: async (request: FastifyRequest) => {
      await requireNeeds(door, request, needs)
    },
  }
}

function parse(shape: z.ZodType | undefined, input: unknown, code: 'invalid-field' | 'not-found'): unknown {
  if (!shape) return undefined
  const parsed = shape.safeParse(input ?? {})
  if (!parsed.success) throw toProblem(parsed.error, code)
  // After the shape, so that only what we asked for is walked.
  const unstorable = unstorableText(parsed.data)
  if (unstorable)
    throw new Problem('invalid-field', {
      fields: { [unstorable]: 'This text holds characters that cannot be kept.' },
    })
  return parsed.data
}

function toProblem({ issues }: z.ZodError, code: 'invalid-field' | 'not-found'): Problem {
  if (code === 'not-found') return new Problem(code)
  const unknown = issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : []))
  // Names of unknown fields come from the caller: cut, so that an answer stays small.
  if (unknown.length > 0)
    return new Problem('unknown-field', {
      fields: Object.fromEntries(
        unknown.slice(0, 10).map((key) => [key.slice(0, 64), 'We do not know this field.']),
      ),
    })
  return new Problem(code, {
    fields: Object.fromEntries(issues.map((issue) => [issue.path.join('.') || 'body', issue.message])),
  })
}
