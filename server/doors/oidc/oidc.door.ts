import type { IncomingMessage, ServerResponse } from 'node:http'
import { errors } from '../../../contract/errors.ts'
import { later, minute } from '../../base/duration.ts'
import { problemBody } from '../../base/problem.ts'
import { hasClient } from '../../features/applications/applications.store.ts'
import { type SigningKey, signingKeys } from '../../features/applications/signing-keys.flow.ts'
import type { SessionCheck } from '../../features/sessions/session-check.flow.ts'
import { isOutOfReach } from '../../tools/database/out-of-reach.ts'
import { addressBefore } from '../../tools/http/client-address.ts'
import type { Cookies } from '../../tools/http/cookies.ts'
import type { FirstAnswer } from '../../tools/http/open-http.ts'
import { isOwnHost } from '../../tools/http/origin.ts'
import { isAmong } from '../../tools/http/trusted-proxies.ts'
import type { World } from '../../tools/world.ts'
import { pagePolicy } from './pages.ts'
import { inContext } from './request-context.door.ts'

type Callback = (request: IncomingMessage, response: ServerResponse) => Promise<void>

interface OpenIdConnect {
  world: World
  sessions: SessionCheck
  cookies: Cookies
  publicUrl: string | null
  trustedProxies: readonly string[]
}

const prefix = '/oidc/'
/** Keys that another node made are known within this; they sign an hour after. */
const keysReadEvery = minute

/**
 * OpenID Connect below `/oidc`, before any route of ours: its calls are forms and come from other origins. The library is
 * read when the first application speaks it, and not before.
 */
export function openIdConnect({
  world,
  sessions,
  cookies,
  publicUrl,
  trustedProxies,
}: OpenIdConnect): FirstAnswer {
  const isTrusted = isAmong(trustedProxies)
  const provider = currentProvider(world)
  return (request, response) => {
    if (!request.url?.startsWith(prefix)) return false
    if (!isOwnHost(request.headers.host, publicUrl)) return false
    const address = addressBefore(
      { remote: request.socket.remoteAddress, forwardedFor: request.headers['x-forwarded-for']?.toString() },
      isTrusted,
    )
    answer().catch((error: unknown) => answerFault(world, response, error))
    return true

    async function answer(): Promise<void> {
      const callback = await provider()
      if (!callback) return sendProblem(response, 'not-found')
      const token = cookies.find(request.headers.cookie, 'session')
      const session = token ? await sessions.check(token) : undefined
      sayOwnAddress(request, world.publicUrl)
      setHeaders(response, world.publicUrl)
      await inContext({ session, address }, () => callback(request, response))
    }
  }
}

/** Undefined while no application speaks it. Built anew where there are other keys, or another one signs. */
function currentProvider(world: World): () => Promise<Callback | undefined> {
  let built: { callback: Callback; signature: string } | undefined
  let readAt = new Date(0)
  let reading: Promise<void> | undefined

  async function read(): Promise<void> {
    if (!built && !(await hasClient(world))) return
    const keys = await signingKeys(world)
    const signature = signatureOf(keys, world.publicUrl)
    if (built?.signature !== signature) {
      const { buildProvider } = await import('./provider.door.ts')
      built = { callback: buildProvider(world, keys).callback(), signature }
    }
    readAt = world.clock.now()
  }

  return async () => {
    const now = world.clock.now()
    if (!built || later(readAt, keysReadEvery) <= now || readAt > now) {
      reading ??= read().finally(() => {
        reading = undefined
      })
      await reading
    }
    return built?.callback
  }
}

const signatureOf = (keys: readonly SigningKey[], publicUrl: string) =>
  [publicUrl, ...keys.map(({ id }) => id)].join(' ')

/** Host and scheme come from `DOORWARD_URL`, whatever the request or a proxy says: every address of ours is made of them. */
function sayOwnAddress(request: IncomingMessage, publicUrl: string): void {
  const own = new URL(publicUrl)
  for (const name of Object.keys(request.headers))
    if (name.startsWith('x-forwarded')) delete request.headers[name]
  request.headers.host = own.host
  request.headers['x-forwarded-proto'] = own.protocol.slice(0, -1)
  const mounted = request as IncomingMessage & { originalUrl?: string }
  mounted.originalUrl = request.url!
  request.url = request.url!.slice(prefix.length - 1)
}

function setHeaders(response: ServerResponse, publicUrl: string): void {
  response.setHeader('x-content-type-options', 'nosniff')
  response.setHeader('referrer-policy', 'no-referrer')
  response.setHeader('content-security-policy', pagePolicy)
  if (publicUrl.startsWith('https:')) response.setHeader('strict-transport-security', 'max-age=31536000')
  hideCookies(response)
}

/** The library's session and interaction cookies are of no use to anybody here. */
function hideCookies(response: ServerResponse): void {
  const setHeader = response.setHeader.bind(response)
  response.setHeader = (name, value) => {
    if (name.toLowerCase() !== 'set-cookie') return setHeader(name, value)
    const kept = [value].flat().filter((cookie) => !String(cookie).startsWith('unused-')) as string[]
    return setHeader(name, kept)
  }
}

function answerFault(world: World, response: ServerResponse, error: unknown): void {
  const isAway = isOutOfReach(error)
  world.log.error({ error: error instanceof Error ? error.message : String(error) }, 'openid connect')
  if (response.headersSent) response.destroy()
  else sendProblem(response, isAway ? 'unavailable' : 'internal')
}

function sendProblem(response: ServerResponse, code: 'not-found' | 'unavailable' | 'internal'): void {
  response.writeHead(errors[code].status, {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
  })
  response.end(JSON.stringify(problemBody(code, '')))
}
