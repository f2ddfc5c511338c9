import { lookAtChange, undoChange } from '../../features/accounts/undo-contact.flow.ts'
import { lookAtReset, undoReset } from '../../features/resets/not-my-reset.flow.ts'
import { lookAtReport, reportSignIn } from '../../features/sign-in/not-me.flow.ts'
import { signOut } from '../../features/sign-in/sign-out.flow.ts'
import { addressOf } from '../../tools/http/client-address.ts'
import { callerOf } from '../caller.ts'
import type { Door } from '../door.ts'
import { sessionShape } from './cached-session.door.ts'
import { endpoint } from './endpoint.ts'

export function sessionRoutes(door: Door): void {
  const { world, cookies } = door

  endpoint(door, 'GET /api/session', async ({ session }) => sessionShape(session))

  endpoint(door, 'DELETE /api/session', async ({ request, reply }) => {
    await signOut(world, callerOf(door, request))
    cookies.clear(reply, 'session')
    // Not "cookies" or "storage": the machine would be a new one after each sign-out (decision 0094).
    reply.header('clear-site-data', '"cache"')
  })

  endpoint(door, 'POST /api/not-me/look', async ({ body }) => lookAtReport(world, body.token))
  endpoint(door, 'POST /api/not-me', async ({ body, request }) =>
    reportSignIn(world, body.token, addressOf(request)),
  )

  endpoint(door, 'POST /api/not-my-reset/look', async ({ body }) => lookAtReset(world, body.token))
  endpoint(door, 'POST /api/not-my-reset', async ({ body, request }) =>
    undoReset(world, body.token, callerOf(door, request)),
  )

  endpoint(door, 'POST /api/not-my-change/look', async ({ body }) => lookAtChange(world, body.token))
  endpoint(door, 'POST /api/not-my-change', async ({ body, request }) =>
    undoChange(world, body.token, callerOf(door, request)),
  )
}
