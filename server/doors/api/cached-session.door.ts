import type { Session } from '../../../contract/api/session.ts'
import type { CheckedSession, SessionCheck } from '../../features/sessions/session-check.flow.ts'
import type { Cookies } from '../../tools/http/cookies.ts'
import type { FirstAnswer } from '../../tools/http/open-http.ts'
import { isOwnHost } from '../../tools/http/origin.ts'

interface Kept {
  sessions: SessionCheck
  cookies: Cookies
  publicUrl: string | null
  /** Counts what was answered, with a plain number: nothing may be slower here. */
  tally: { answered: number }
}

/**
 * Answers `GET /api/session` from memory before any route is looked for: applications ask it with every page of theirs.
 * Where nothing is kept, or anything is out of the ordinary, it steps aside for the route, which says the same. So it does
 * for `Cache-Control: no-cache` (RFC 9111 5.2.1.4), as our own pages ask: what somebody just changed may be on another node.
 */
export function cachedSessionAnswer({ sessions, cookies, publicUrl, tally }: Kept): FirstAnswer {
  const bodies = new WeakMap<CheckedSession, string>()
  const isHttps = publicUrl?.startsWith('https:') ?? false
  const always = [...plainHeaders, ...(isHttps ? strictTransport : [])]
  return (request, response) => {
    if (request.url !== '/api/session' || request.method !== 'GET') return false
    if (!isOwnHost(request.headers.host, publicUrl)) return false
    if (request.headers['cache-control'] === 'no-cache') return false
    const token = cookies.find(request.headers.cookie, 'session')
    const session = token ? sessions.cached(token) : undefined
    if (!session) return false
    let body = bodies.get(session)
    if (body === undefined) {
      body = JSON.stringify(sessionShape(session))
      bodies.set(session, body)
    }
    response.writeHead(200, [...always, 'content-length', String(Buffer.byteLength(body))])
    response.end(body)
    tally.answered++
    return true
  }
}

const plainHeaders = [
  'content-type',
  'application/json; charset=utf-8',
  'cache-control',
  'no-store',
  'x-content-type-options',
  'nosniff',
  'cross-origin-resource-policy',
  'same-origin',
]

const strictTransport = ['strict-transport-security', 'max-age=31536000']

export function sessionShape(session: CheckedSession): Session {
  const { personId: id, userName, displayName, organization, location, rights } = session
  return {
    person: { id, userName, displayName, organization, location, rights: [...rights] },
    provedBy: {
      password: session.passwordAt.toISOString(),
      secondFactor: session.secondFactorAt?.toISOString() ?? null,
      method: session.method,
      letThroughBy: session.letThroughBy,
    },
    expiresAt: session.endsAt.toISOString(),
  }
}
