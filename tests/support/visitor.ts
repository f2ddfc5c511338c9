import type { AnswerOf, EndpointName } from '../../contract/api/endpoints.ts'
import type { ProblemBody } from '../../contract/errors.ts'
import { onTwoNodes } from './nodes.ts'
import { hintsFor, userAgents } from './user-agents.ts'

/** What came back; exactly one of `answer` and `problem` is there, and neither with an empty body. */
export interface Reply<Answer> {
  status: number
  headers: Headers
  answer: Answer | undefined
  problem: ProblemBody | undefined
}

export interface Visitor {
  /** By name, without the braces' part filled in by itself: pass `path` where the name has parameters. */
  call<Name extends EndpointName>(name: Name, body?: unknown, path?: string): Promise<Reply<AnswerOf<Name>>>
  /** Cookies as a browser would hold them; change them to play a thief. */
  cookies: Map<string, string>
  headers: Record<string, string>
}

export interface From {
  address?: string
  userAgent?: string
  /** Milliseconds to wait for a whole answer; without end when absent. */
  patience?: number
}

/** Somebody who speaks the API without a browser, from one machine: keeps cookies, says where it comes from. */
export function visitor(url: string, from: From = {}): Visitor {
  const { address, userAgent = userAgents.chromeOnWindows, patience } = from
  const cookies = new Map<string, string>()
  const headers: Record<string, string> = {
    Origin: url,
    'User-Agent': userAgent,
    ...hintsFor(userAgent),
    ...(address ? { 'X-Forwarded-For': address } : {}),
    // As our pages ask, for the other node may have changed it; one node knows what it changed itself.
    ...(onTwoNodes ? { 'Cache-Control': 'no-cache' } : {}),
  }
  return {
    cookies,
    headers,
    async call(name, body, path) {
      const [method, named] = name.split(' ') as [string, string]
      const response = await fetch(`${url}${path ?? named}`, {
        method,
        redirect: 'manual',
        ...(patience === undefined ? {} : { signal: AbortSignal.timeout(patience) }),
        headers: { ...headers, ...contentType(body), Cookie: cookieHeader(cookies) },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      })
      keep(response, cookies)
      return reply(response)
    },
  }
}

function contentType(body: unknown): Record<string, string> {
  return body === undefined ? {} : { 'Content-Type': 'application/json' }
}

function cookieHeader(cookies: ReadonlyMap<string, string>): string {
  return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
}

function keep(response: Response, cookies: Map<string, string>): void {
  for (const line of response.headers.getSetCookie()) {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!
    if (/;\s*Max-Age=0(;|$)/i.test(line) || value === '') cookies.delete(name!)
    else cookies.set(name!, value!)
  }
}

async function reply<Answer>(response: Response): Promise<Reply<Answer>> {
  const { status, headers } = response
  const text = await response.text()
  const body = text === '' ? undefined : JSON.parse(text)
  return response.ok
    ? { status, headers, answer: body as Answer | undefined, problem: undefined }
    : { status, headers, answer: undefined, problem: body as ProblemBody | undefined }
}
