import { Problem } from '../../base/problem.ts'
import type { Readiness } from '../../features/messages/readiness.flow.ts'
import type { ProxyWatch } from '../../tools/http/proxy-watch.ts'
import type { Door } from '../door.ts'
import { endpoint } from './endpoint.ts'
import { openApiDocument } from './open-api.ts'

interface Operations {
  readiness: Readiness
  proxies: ProxyWatch
}

export function operationsRoutes(door: Door, { readiness, proxies }: Operations): void {
  let document: ReturnType<typeof openApiDocument> | undefined
  endpoint(door, 'GET /api/health', async () => ({ status: 'ok' as const }))
  endpoint(door, 'GET /api/ready', async () => {
    const notReady = await readiness.lacks()
    if (notReady.length > 0) throw new Problem('not-ready', { notReady, retryAfterSeconds: 1 })
    return { status: 'ready' as const }
  })
  endpoint(door, 'GET /api/administration/concerns', async () => ({ concerns: [...proxies.concerns()] }))
  // Made for the first who asks: it takes a quarter of a start.
  endpoint(
    door,
    'GET /api/openapi.json',
    async () => (document ??= openApiDocument({ isTrial: door.isTrial })),
  )
}
