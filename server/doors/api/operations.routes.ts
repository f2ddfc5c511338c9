import { sql } from 'kysely'
import { Problem } from '../../base/problem.ts'
import type { Door } from '../door.ts'
import { endpoint } from './endpoint.ts'
import { openApiDocument } from './open-api.ts'

export function operationsRoutes(door: Door): void {
  const { world } = door
  const document = openApiDocument({ isTrial: door.isTrial })
  endpoint(door, 'GET /api/health', async () => ({ status: 'ok' as const }))
  endpoint(door, 'GET /api/ready', async () => {
    await sql`select 1`.execute(world.database).catch(() => {
      throw new Problem('busy', { retryAfterSeconds: 1 })
    })
    return { status: 'ready' as const }
  })
  endpoint(door, 'GET /api/openapi.json', async () => document)
}
