import type { FastifyReply, FastifyRequest } from 'fastify'

/** Our cookies: `__Host-` and Secure where people reach us by https, without them on plain-http loopback. */
export const cookieKinds = ['session', 'machine', 'sign-in'] as const
export type CookieKind = (typeof cookieKinds)[number]

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
  // Our tokens are written as they are, without quotes or escapes.
  const pattern = (kind: CookieKind) => new RegExp(`(?:^|; *)${name(kind)}=([\\w.-]+)(?:;|$)`)
  const patterns = { session: pattern('session'), machine: pattern('machine'), 'sign-in': pattern('sign-in') }
  const common = { path: '/', httpOnly: true, secure: isSecure, sameSite: 'lax' } as const
  return {
    read: (request, kind) => request.cookies[name(kind)],
    find: (header, kind) => header && patterns[kind].exec(header)?.[1],
    set(reply, kind, value) {
      const age = maxAge[kind]
      reply.setCookie(name(kind), value, { ...common, ...(age && { maxAge: age }) })
    },
    clear: (reply, kind) => {
      reply.clearCookie(name(kind), common)
    },
  }
}
