import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import fastifyCookie from '@fastify/cookie'
import fastifyHelmet from '@fastify/helmet'
import fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify'
import { type ErrorCode, errors } from '../../../contract/errors.ts'
import { second } from '../../base/duration.ts'
import { Problem, problemBody } from '../../base/problem.ts'
import { isOutOfReach } from '../database/out-of-reach.ts'
import type { Log } from '../log.ts'
import { tellingNodes } from './client-address.ts'
import { isDeeperThan } from './json-depth.ts'
import { isOtherName, isOwnHost, isOwnOrigin } from './origin.ts'
import type { ProxyWatch } from './proxy-watch.ts'
import { requestIds } from './request-id.ts'
import { logRequests } from './request-log.ts'
import { isAmong } from './trusted-proxies.ts'

const stateChanging = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

export interface HttpOptions {
  log: Log
  /** Null in trial mode. */
  publicUrl: string | null
  trustedProxies: readonly string[]
  proxies: Pick<ProxyWatch, 'see'>
  /** The largest body we read, in bytes. */
  bodyLimit: number
  /** So many lists and objects of a body may lie in each other. */
  depthLimit: number
  /** Asked before any route. */
  first?: FirstAnswer
}

/** True when it has answered; otherwise the routes do. */
export type FirstAnswer = (request: IncomingMessage, response: ServerResponse) => boolean

/** A Fastify server that refuses what is not ours and answers every fault as a problem (RFC 9457). */
export async function openHttp(options: HttpOptions): Promise<FastifyInstance> {
  const { log, publicUrl, trustedProxies, proxies, bodyLimit, depthLimit, first = () => false } = options
  const app = fastify({
    bodyLimit,
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    genReqId: requestIds(trustedProxies),
    serverFactory: (route) => openServer(route, { first, isOurs: isAmong(trustedProxies) }),
    routerOptions: { maxParamLength: 200 },
    // Faults before any route is found, such as an address that cannot be decoded.
    frameworkErrors: (_, request, reply) => void sendProblem(reply, request, new Problem('invalid-body')),
    forceCloseConnections: 'idle',
    // What still comes on open connections while we stop is answered as ever, and the connection closed after it.
    return503OnClosing: false,
  })
  app.addHook('preClose', async () => letConnectionsGo(app.server))
  await app.register(fastifyCookie)
  await app.register(fastifyHelmet, {
    contentSecurityPolicy: false,
    // For this host only: what else there is below it is not ours to decide.
    hsts: publicUrl?.startsWith('https:') ? { includeSubDomains: false } : false,
  })
  readJson(app, depthLimit)
  logRequests(app, log)
  app.addHook('onRequest', async (request) => proxies.see(request))
  app.addHook('onRequest', async (request) => refuseForeign(request, publicUrl))
  app.setErrorHandler((error: FastifyError, request, reply) => answerFault(log, { error, request, reply }))
  return app
}

/** A connection may wait so long for its next request, and take so long to send one, in milliseconds. */
const patience = { keepAliveTimeout: 72 * second, requestTimeout: 30 * second }

interface Before {
  first: FirstAnswer
  isOurs(address: string): boolean
}

function openServer(
  route: (request: IncomingMessage, response: ServerResponse) => void,
  { first, isOurs }: Before,
) {
  const server = createServer(patience, (request, response) => {
    // We stop: the proxy before us takes its next request to another node.
    if (!server.listening) response.shouldKeepAlive = false
    if (first(request, response)) return
    const { 'x-forwarded-for': forwarded } = request.headers
    // Before any route reads it: what a proxy adds to an address would make another address of it at each connection.
    if (typeof forwarded === 'string') request.headers['x-forwarded-for'] = tellingNodes(forwarded, isOurs)
    route(request, response)
  })
  // No file is left for a connection: whoever comes later may find one.
  server.on('error', () => {})
  return server
}

/** The server stops: connections close as they fall idle, and at last those on which a request never ends. */
function letConnectionsGo(server: Server): void {
  if (!server.listening) return
  const idle = setInterval(() => server.closeIdleConnections(), 20)
  const stuck = setTimeout(() => server.closeAllConnections(), patience.requestTimeout)
  server.once('close', () => {
    clearInterval(idle)
    clearTimeout(stuck)
  })
}

/** `DELETE` with a JSON content type and no body is fine; so is a body of nothing where none is wanted. */
function readJson(app: FastifyInstance, depthLimit: number): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined)
    // Before anything walks it: whoever walks it may do so by calling itself.
    else if (isDeeperThan(body, depthLimit)) done(new Problem('invalid-body'), undefined)
    else parse(request, body, done)
  })
}

function refuseForeign(request: FastifyRequest, publicUrl: string | null): void {
  if (!isOwnHost(request.headers.host, publicUrl)) throw new Problem('wrong-origin')
  if (!stateChanging.has(request.method)) return
  if (!isOwnOrigin(request.headers, publicUrl)) throw foreign(request, publicUrl)
  const isJson = /^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')
  if (!isJson && request.method !== 'DELETE') throw new Problem('unsupported-content')
}

function foreign({ headers }: FastifyRequest, publicUrl: string | null): Problem {
  return publicUrl !== null && isOtherName(headers)
    ? new Problem('wrong-address', { address: publicUrl })
    : new Problem('wrong-origin')
}

const fastifyFaults: Record<string, ErrorCode> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'too-large',
  FST_ERR_CTP_INVALID_JSON_BODY: 'invalid-body',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-content',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'invalid-body',
}

interface Fault {
  error: FastifyError | Problem
  request: FastifyRequest
  reply: FastifyReply
}

function answerFault(log: Log, { error, request, reply }: Fault): FastifyReply {
  if (error instanceof Problem) return sendProblem(reply, request, error)
  if (isOutOfReach(error)) {
    log.error({ requestId: request.id, error: error.message, route: request.routeOptions.url }, 'unavailable')
    return sendProblem(reply, request, new Problem('unavailable', { retryAfterSeconds: 2 }))
  }
  const known =
    fastifyFaults[error.code] ?? (error.statusCode && error.statusCode < 500 ? 'invalid-body' : undefined)
  // The message of an unknown fault may hold values: it goes to the log only, and the person gets a number to quote.
  if (!known) log.error({ requestId: request.id, err: error, route: request.routeOptions.url }, 'fault')
  return sendProblem(reply, request, new Problem(known ?? 'internal'))
}

export function sendProblem(reply: FastifyReply, request: FastifyRequest, problem: Problem): FastifyReply {
  const { retryAfterSeconds } = problem.extras
  if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds))
  return reply
    .status(errors[problem.code].status)
    .header('cache-control', 'no-store')
    .type('application/problem+json')
    .serializer(JSON.stringify)
    .send(problemBody(problem.code, request.id, problem.extras))
}
