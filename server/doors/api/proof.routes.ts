import { beginProof } from '../../features/fresh-proof/proof.flow.ts'
import { proofStep } from '../../features/fresh-proof/proof-code.flow.ts'
import {
  changeProofMethod,
  sendProofAgain,
  submitProof,
} from '../../features/fresh-proof/submit-proof.flow.ts'
import { callerOf } from '../caller.ts'
import type { Door } from '../door.ts'
import { endpoint } from './endpoint.ts'
import { wrongCode } from './wrong-code.ts'

export function proofRoutes(door: Door): void {
  const { world } = door

  endpoint(door, 'POST /api/profile/proof', async ({ session, request, body }) =>
    beginProof(world, { session, caller: callerOf(door, request), ...body }),
  )

  endpoint(door, 'GET /api/profile/proof', async ({ session }) => proofStep(world, session))

  endpoint(door, 'POST /api/profile/proof/code', async ({ session, request, body }) => {
    const answered = await submitProof(world, { session, caller: callerOf(door, request), code: body.code })
    if (answered.answer === 'right') return answered.result
    throw wrongCode(answered, 'proof-over')
  })

  endpoint(door, 'POST /api/profile/proof/send-again', async ({ session, request }) =>
    sendProofAgain(world, { session, caller: callerOf(door, request) }),
  )

  endpoint(door, 'POST /api/profile/proof/method', async ({ session, request, body }) =>
    changeProofMethod(world, { session, caller: callerOf(door, request), method: body.method }),
  )
}
