import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Registry } from 'prom-client'
import { isSame } from '../../base/digest.ts'
import { second } from '../../base/duration.ts'
import { countsOf } from './counts.ts'
import { countMeters, momentMeters, type Readings, requestMeters } from './meters.door.ts'

export interface MetricsSettings {
  /** A listener of its own; null for a route beside the others. */
  listen: { host: string; port: number } | null
  /** Whoever asks must bring it; null where reaching the listener is enough. */
  token: string | null
}

export interface Metrics {
  /** Counts what happened; see `World.happened`. */
  happened(event: string, data: Readonly<Record<string, unknown>>): void
  /** Opens the listener, where there is to be one. */
  start(): Promise<void>
  /** `http://HOST:PORT` of the listener; null without one. */
  address(): string | null
  stop(): Promise<void>
}

/** Counts, and answers `GET /metrics` in Prometheus' text format; before the routes are made (decision 0045). */
export function openMetrics(app: FastifyInstance, settings: MetricsSettings, readings: Readings): Metrics {
  const register = new Registry()
  const counters = countMeters(register)
  watchRequests(app, register)
  momentMeters(register, readings)
  const answer = answerer(register, settings.token)
  const server = settings.listen && createServer({ requestTimeout: 10 * second }, answer)
  // No file is left for a connection: whoever asks later may find one.
  server?.on('error', () => {})
  if (!server)
    app.get('/metrics', (request, reply) => {
      reply.hijack()
      return answer(request.raw, reply.raw)
    })
  return {
    happened(event, data) {
      for (const { metric, labels, times } of countsOf(event, data)) counters[metric].inc(labels, times ?? 1)
    },
    start: () =>
      new Promise((resolve, reject) => {
        if (!server) return resolve()
        server.once('error', reject).listen(settings.listen, resolve)
      }),
    address() {
      const at = server?.address()
      return at && typeof at === 'object' ? `http://${settings.listen?.host}:${at.port}` : null
    },
    async stop() {
      register.clear()
      server?.closeAllConnections()
      await new Promise<void>((resolve) => (server?.listening ? server.close(() => resolve()) : resolve()))
    },
  }
}

function watchRequests(app: FastifyInstance, register: Registry): void {
  const { requests, seconds } = requestMeters(register)
  app.addHook('onResponse', async (request, reply) => {
    // The route as it was written, never the address as it was asked.
    const labels = { method: request.method, route: routeOf(request) }
    requests.inc({ ...labels, status: String(reply.statusCode) })
    seconds.observe(labels, reply.elapsedTime / second)
  })
}

function routeOf(request: FastifyRequest): string {
  return request.routeOptions.url ?? 'none'
}

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>

function answerer(register: Registry, token: string | null): Answer {
  return async (request, response) => {
    const end = (status: number, body: string, headers: Record<string, string> = {}) =>
      void response
        .writeHead(status, {
          'content-type': 'text/plain; charset=utf-8',
          'cache-control': 'no-store',
          ...headers,
        })
        .end(body)
    if (request.url?.split('?')[0] !== '/metrics') return end(404, 'There is nothing here.\n')
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return end(405, 'Only GET.\n', { allow: 'GET, HEAD' })
    if (token !== null && !isSame(request.headers.authorization ?? '', `Bearer ${token}`))
      return end(401, 'The token is missing or wrong.\n', { 'www-authenticate': 'Bearer' })
    try {
      end(200, await register.metrics(), { 'content-type': register.contentType })
    } catch {
      end(500, 'The figures could not be read.\n')
    }
  }
}
