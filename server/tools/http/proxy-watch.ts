import type { FastifyRequest } from 'fastify'
import type { Concern } from '../../../contract/api/operations.ts'
import type { Log } from '../log.ts'
import { unknownAddress } from './client-address.ts'
import { isAmong } from './trusted-proxies.ts'

/** Notices where the proxies before us make many people look like one: nothing fails then, and who is who is wrong. */
export interface ProxyWatch {
  /** Looks at a request, before anybody asks where it comes from. */
  see(request: FastifyRequest): void
  /** What was noticed since the start, each once. */
  concerns(): readonly Concern[]
}

interface Watched {
  log: Log
  publicUrl: string | null
  trustedProxies: readonly string[]
}

type Code = Concern['code']

const sentences: Record<Code, (proxy: string) => string> = {
  'no-trusted-proxies': () =>
    'Everybody seems to sit where the proxy before this server sits, and no network can be told from another: DOORWARD_TRUSTED_PROXIES is not set.',
  'unknown-proxy': (proxy) =>
    `${proxy} says whom it asks for, and is not one of DOORWARD_TRUSTED_PROXIES: everybody who comes through it seems to sit there.`,
  'silent-proxy': (proxy) =>
    `The proxy ${proxy} does not say whom it asks for in X-Forwarded-For: everybody who comes through it seems to sit there.`,
  'unreadable-address': (proxy) =>
    `The proxy ${proxy} names visitors by what is no address: their networks are not known.`,
}

/** Asked by machines beside us, in nobody's name. */
const ofMachines = /^\/(api\/(health|ready)|metrics)(\?|$)/

export function watchProxies({ log, publicUrl, trustedProxies }: Watched): ProxyWatch {
  const noticed = new Map<Code, Concern>()
  const isTrusted = isAmong(trustedProxies)
  const publicHost = publicUrl === null ? null : new URL(publicUrl).host

  function notice(code: Code, proxy: string): void {
    if (noticed.has(code)) return
    const sentence = sentences[code](proxy)
    noticed.set(code, { code, sentence })
    log.warn({ concern: code, proxy }, sentence)
  }

  // We speak no TLS: where people reach us by https something stands before us.
  if (publicUrl?.startsWith('https:') && trustedProxies.length === 0) notice('no-trusted-proxies', '')

  return {
    see(request) {
      const { headers, socket, url } = request.raw
      const proxy = socket.remoteAddress ?? ''
      const isForwarded = headers['x-forwarded-for'] !== undefined
      if (!isTrusted(proxy)) {
        if (isForwarded || headers.forwarded !== undefined) notice('unknown-proxy', proxy)
      } else if (isForwarded) {
        if (request.ip === unknownAddress) notice('unreadable-address', proxy)
      } else if (headers.host === publicHost && !ofMachines.test(url ?? '')) {
        notice('silent-proxy', proxy)
      }
    },
    concerns: () => [...noticed.values()],
  }
}
