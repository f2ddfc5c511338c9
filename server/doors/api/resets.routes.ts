import { resetSomebody } from '../../features/resets/reset-somebody.flow.ts'
import { callerOf } from '../caller.ts'
import type { Door } from '../door.ts'
import { endpoint } from './endpoint.ts'

export function resetsRoutes(door: Door): void {
  const { world } = door

  endpoint(
    door,
    'POST /api/administration/people/{id}/reset-two-factor',
    async ({ session, request, params, body }) => {
      const caller = callerOf(door, request)
      const asked = { session, caller, personId: params.id, reason: body.reason }
      const { openUntil, waits } = await resetSomebody(world, asked)
      return { openUntil: openUntil?.toISOString() ?? null, waits }
    },
  )
}
