import type { IncomingMessage } from 'node:http'
import { makeToken, systemRandom } from '../random.ts'
import { isAmong } from './trusted-proxies.ts'

/** What a proxy may call a request: short, and nothing that means anything in a log or a page. */
const wellFormed = /^[\w.-]{8,64}$/

/**
 * Sixteen characters to quote to support: which process, and which of its requests. Where one of our own proxies has given
 * the request a well-formed name already, that name.
 */
export function requestIds(trustedProxies: readonly string[]): (request: IncomingMessage) => string {
  const ofProcess = makeToken(systemRandom).slice(0, 9)
  const isTrusted = isAmong(trustedProxies)
  let count = 0
  return ({ headers, socket }) => {
    const given = headers['x-request-id']
    if (typeof given === 'string' && wellFormed.test(given) && isTrusted(socket.remoteAddress ?? ''))
      return given
    return ofProcess + (count++ % 36 ** 7).toString(36).padStart(7, '0')
  }
}
