import type { AnswerOf, BodyOf, EndpointName, ParamsOf, QueryOf } from '../../../contract/api/endpoints.ts'
import type { ProblemBody } from '../../../contract/errors.ts'
import { address } from './address.ts'
import { CallFailed } from './call-failed.ts'
import { learnServerTime } from './server-clock.ts'

type Given<Key extends string, Shape> = Shape extends undefined
  ? { [K in Key]?: undefined }
  : { [K in Key]: Shape }

export type InputOf<Name extends EndpointName> = Given<'params', ParamsOf<Name>> &
  Given<'query', QueryOf<Name>> &
  Given<'body', BodyOf<Name>>

type Rest<Name extends EndpointName> =
  Record<string, never> extends InputOf<Name> ? [input?: InputOf<Name>] : [input: InputOf<Name>]

interface AnyInput {
  params?: Record<string, string>
  query?: Record<string, string | undefined>
  body?: unknown
}

/** Calls one endpoint of the table. Throws CallFailed for every answer but the good one. */
export async function call<Name extends EndpointName>(
  name: Name,
  ...rest: Rest<Name>
): Promise<AnswerOf<Name>> {
  const { params, query, body }: AnyInput = rest[0] ?? {}
  const { method, path } = address(name, params, query)
  const response = await reach(path, {
    method,
    headers: body === undefined ? {} : { 'content-type': 'application/json' },
    body: body === undefined ? null : JSON.stringify(body),
  })
  learnServerTime(response.headers.get('date'), Date.now())
  if (!response.ok) throw await failure(response)
  const text = await response.text()
  return (text === '' ? undefined : JSON.parse(text)) as AnswerOf<Name>
}

async function reach(path: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(path, { ...request, credentials: 'same-origin', cache: 'no-store' })
  } catch {
    throw new CallFailed('unreachable')
  }
}

async function failure(response: Response): Promise<CallFailed> {
  const problem = (await response.json().catch(() => ({}))) as Partial<ProblemBody>
  return new CallFailed(problem.code ?? (response.status === 503 ? 'busy' : 'internal'), problem)
}
