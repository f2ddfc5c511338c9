import type { FastifyReply } from 'fastify'
import type { SignInResult } from '../../features/sign-in/sign-in-result.ts'
import type { Cookies } from '../../tools/http/cookies.ts'

/** The step of a sign-in, and the cookies that go with it. */
export function answerSignIn(
  cookies: Cookies,
  reply: FastifyReply,
  { step, signInToken, sessionToken, machineToken }: SignInResult,
) {
  if (signInToken) cookies.set(reply, 'sign-in', signInToken)
  if (signInToken === null) cookies.clear(reply, 'sign-in')
  if (sessionToken) cookies.set(reply, 'session', sessionToken)
  if (machineToken) cookies.set(reply, 'machine', machineToken)
  return step
}
