import { changePassword } from '../../features/passwords/change-password.flow.ts'
import { changeProfile } from '../../features/profile/change-profile.flow.ts'
import { confirmNewAddress } from '../../features/profile/new-address.flow.ts'
import {
  endOtherSessions,
  endOwnSession,
  forgetOwnConnection,
  forgetOwnConnections,
  ownConnections,
  ownSessions,
} from '../../features/profile/own-places.flow.ts'
import { readProfile } from '../../features/profile/profile.flow.ts'
import { resetOwn } from '../../features/resets/reset-own.flow.ts'
import { addressOf } from '../../tools/http/client-address.ts'
import { callerOf } from '../caller.ts'
import type { Door } from '../door.ts'
import { endpoint } from './endpoint.ts'
import { wrongCode } from './wrong-code.ts'

export function profileRoutes(door: Door): void {
  const { world } = door

  endpoint(door, 'GET /api/profile', async ({ session, request }) =>
    readProfile(world, session, callerOf(door, request)),
  )

  endpoint(door, 'PATCH /api/profile', async ({ session, request, body }) => {
    const caller = callerOf(door, request)
    await changeProfile(world, { session, caller, change: body })
    return readProfile(world, session, caller)
  })

  endpoint(door, 'POST /api/profile/new-address/code', async ({ session, request, body }) => {
    const caller = callerOf(door, request)
    const answered = await confirmNewAddress(world, { session, caller }, body)
    if (answered.answer === 'wrong') throw wrongCode(answered, 'code-expired')
    return readProfile(world, session, caller)
  })

  endpoint(door, 'GET /api/profile/connections', async ({ session }) => ownConnections(world, session))

  endpoint(door, 'DELETE /api/profile/connections/{id}', async ({ session, request, params }) =>
    forgetOwnConnection(world, { session, id: params.id, address: addressOf(request) }),
  )

  endpoint(door, 'DELETE /api/profile/connections', async ({ session, request }) =>
    forgetOwnConnections(world, session, addressOf(request)),
  )

  endpoint(door, 'GET /api/profile/sessions', async ({ session }) => ownSessions(world, session))

  endpoint(door, 'DELETE /api/profile/sessions/{id}', async ({ session, request, params }) =>
    endOwnSession(world, { session, id: params.id, address: addressOf(request) }),
  )

  endpoint(door, 'DELETE /api/profile/sessions', async ({ session, request }) => ({
    ended: await endOtherSessions(world, session, addressOf(request)),
  }))

  endpoint(door, 'POST /api/profile/password', async ({ session, request, body }) =>
    changePassword(world, { session, caller: callerOf(door, request), password: body.password }),
  )

  endpoint(door, 'POST /api/profile/reset-two-factor', async ({ session, request, body }) => {
    const asked = { session, caller: callerOf(door, request), password: body.password }
    const { openUntil } = await resetOwn(world, asked)
    return { openUntil: openUntil?.toISOString() ?? null }
  })
}
