import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Log } from '../log.ts'
import { addressOf } from './client-address.ts'

/** Asked without end by machines, or of no news: told of at `debug` only. */
const quiet = new Set(['/api/session', '/api/health', '/api/ready', '/metrics', '/assets/*'])

/**
 * One line for each request that was answered by a route, and its number in `X-Request-Id`. The route stands there as it was
 * written: what people typed into an address or a search is nobody's business in a log.
 */
export function logRequests(app: FastifyInstance, log: Log): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
  })
  app.addHook('onResponse', async (request, reply) => {
    const { id: requestId, method, routeOptions } = request
    const line = {
      requestId,
      method,
      address: addressOf(request),
      route: routeOptions.url ?? null,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
    }
    log[levelOf(request, reply)](line, 'request')
  })
}

function levelOf({ method, routeOptions: { url } }: FastifyRequest, { statusCode }: FastifyReply) {
  const isQuiet = method === 'GET' && (url === undefined || quiet.has(url))
  if (isQuiet) return 'debug'
  return statusCode >= 500 ? 'warn' : 'info'
}
