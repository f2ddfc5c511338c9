import type { FastifyReply, FastifyRequest } from 'fastify'

/** Our cookies: `__Host-` and Secure where people reach us by https, without them on plain-http loopback. */
export const cookieKinds = ['session', 'machine', 'sign-in'] as const
export type CookieKind = (typeof cookieKinds)[number]

/** One reading, wherever a cookie is asked for (T17): a name that stands in the header twice is no cookie. */
export interface Cookies {
  read(request: FastifyRequest, kind: CookieKind): string | undefined
  /** The same from the bare `Cookie` header. */
  find(header: string | undefined, kind: CookieKind): string | undefined
  set(reply: FastifyReply, kind: CookieKind, value: string): void
  clear(reply: FastifyReply, kind: CookieKind): void
}

/** Seconds a cookie lives; a session cookie ends with the browser. RFC 6265bis caps the longest at 400 days. */
const maxAge: Record<CookieKind, number | undefined> = {
  session: undefined,
  machine: 400 * 86_400,
  // The row knows when the sign-in ends: set-up may take longer than the ten minutes of a code.
  'sign-in': 3600,
}

export function openCookies(isSecure: boolean): Cookies {
  const name = (kind: CookieKind) => `${isSecure ? '__Host-' : ''}doorward-${kind}`
  const pattern = (kind: CookieKind) => new RegExp(`(?:^|;)[ \\t]*${name(kind)}=([^;]*)`, 'g')
  const patterns = { session: pattern('session'), machine: pattern('machine'), 'sign-in': pattern('sign-in') }
  const common = { path: '/', httpOnly: true, secure: isSecure, sameSite: 'lax' } as const
  const find: Cookies['find'] = (header, kind) => {
    const [first, second] = header?.matchAll(patterns[kind]) ?? []
    const value = first?.[1]?.trim()
    // Which of two the browser meant nobody knows: one of them may be another's. Our tokens need no quotes or escapes.
    return value && !second && /^[\w.-]+$/.test(value) ? value : undefined
  }
  return {
    find,
    read: ({ headers }, kind) => find(headers.cookie, kind),
    set(reply, kind, value) {
      const age = maxAge[kind]
      reply.setCookie(name(kind), value, { ...common, ...(age && { maxAge: age }) })
    },
    clear: (reply, kind) => {
      reply.clearCookie(name(kind), common)
    },
  }
}
