import { countAsking, sendPasswordLink } from '../../features/passwords/ask-password-link.flow.ts'
import { lookAtPasswordLink, usePasswordLink } from '../../features/passwords/password-links.flow.ts'
import { provePasswordLink } from '../../features/passwords/prove-password-link.flow.ts'
import { callerOf } from '../caller.ts'
import type { Door } from '../door.ts'
import { afterAnswer } from './after-answer.ts'
import { endpoint } from './endpoint.ts'
import { answerSignIn } from './sign-in-answer.ts'

export function passwordRoutes(door: Door): void {
  const { world, cookies } = door
  const later = afterAnswer(door)

  endpoint(door, 'POST /api/password-reset', async ({ body, request }) => {
    const caller = callerOf(door, request)
    const { userName, organization } = body
    const asked = { userName, organization, caller }
    await countAsking(world, asked)
    later(request, () => sendPasswordLink(world, asked))
    return {}
  })

  endpoint(door, 'POST /api/password-link/look', async ({ body }) => lookAtPasswordLink(world, body.token))

  endpoint(door, 'POST /api/password-link/proof', async ({ body, request, reply }) => {
    const signInToken = cookies.read(request, 'sign-in') ?? null
    const proving = { ...body, signInToken, caller: callerOf(door, request) }
    return answerSignIn(cookies, reply, await provePasswordLink(world, proving))
  })

  endpoint(door, 'POST /api/password-link', async ({ body, request }) =>
    usePasswordLink(world, { ...body, caller: callerOf(door, request) }),
  )
}
