import type { FastifyReply, FastifyRequest } from 'fastify'
import { Problem } from '../../base/problem.ts'
import { chooseFirstPassword } from '../../features/passwords/choose-first-password.flow.ts'
import { beginSignIn } from '../../features/sign-in/begin-sign-in.flow.ts'
import { changeMethod, sendAgain } from '../../features/sign-in/change-method.flow.ts'
import { currentStep } from '../../features/sign-in/current-step.flow.ts'
import { signInPage } from '../../features/sign-in/sign-in-page.flow.ts'
import type { SignInResult } from '../../features/sign-in/sign-in-result.ts'
import { findSignIn, giveUpSignIn } from '../../features/sign-in/sign-ins.store.ts'
import { submitCode } from '../../features/sign-in/submit-code.flow.ts'
import { callerOf } from '../caller.ts'
import type { Door } from '../door.ts'
import { endpoint } from './endpoint.ts'
import { answerSignIn } from './sign-in-answer.ts'
import { wrongCode } from './wrong-code.ts'

export function signInRoutes(door: Door): void {
  const { world, cookies, isTrial, mailFrom } = door

  endpoint(door, 'GET /api/sign-in-page', async ({ query }) =>
    signInPage(world, { organization: query.organization, isTrial, mailFrom }),
  )

  endpoint(door, 'POST /api/sign-in', async ({ body, request, reply }) => {
    const { userName, password, organization, returnTo, machineKey: keyProof } = body
    const signInToken = cookies.read(request, 'sign-in') ?? null
    const caller = callerOf(door, request)
    const result = await beginSignIn(world, {
      userName,
      password,
      organization,
      returnTo,
      caller,
      keyProof,
      signInToken,
    })
    return answer(reply, result)
  })

  endpoint(door, 'GET /api/sign-in', async ({ request }) => {
    const signIn = await findSignIn(world, tokenOf(request))
    if (!signIn || signIn.state === 'done') throw new Problem('no-sign-in')
    if (signIn.state === 'over') throw new Problem('sign-in-over')
    return currentStep(world, signIn)
  })

  endpoint(door, 'POST /api/sign-in/password', async ({ body, request, reply }) => {
    const caller = callerOf(door, request)
    return answer(reply, await chooseFirstPassword(world, { signInToken: tokenOf(request), caller, ...body }))
  })

  endpoint(door, 'POST /api/sign-in/code', async ({ body, request, reply }) => {
    const caller = callerOf(door, request)
    const answered = await submitCode(world, { signInToken: tokenOf(request), code: body.code, caller })
    if (answered.answer === 'right') return answer(reply, answered.result)
    throw wrongCode(answered, 'sign-in-over')
  })

  endpoint(door, 'POST /api/sign-in/send-again', async ({ request, reply }) =>
    answer(reply, await sendAgain(world, { signInToken: tokenOf(request), caller: callerOf(door, request) })),
  )

  endpoint(door, 'POST /api/sign-in/method', async ({ body, request, reply }) =>
    answer(
      reply,
      await changeMethod(world, { signInToken: tokenOf(request), caller: callerOf(door, request), ...body }),
    ),
  )

  endpoint(door, 'DELETE /api/sign-in', async ({ request, reply }) => {
    const token = cookies.read(request, 'sign-in')
    if (token) await giveUpSignIn(world, token)
    cookies.clear(reply, 'sign-in')
  })

  function tokenOf(request: FastifyRequest): string {
    const token = cookies.read(request, 'sign-in')
    if (!token) throw new Problem('no-sign-in')
    return token
  }

  function answer(reply: FastifyReply, result: SignInResult) {
    return answerSignIn(cookies, reply, result)
  }
}
