import type { FastifyRequest } from 'fastify'
import type { Enrollment } from '../../../contract/api/enrollment.ts'
import { cellPhoneMethod, everybodysMethod } from '../../../contract/words.ts'
import { makeAppKey } from '../../features/enrollment/app-key.flow.ts'
import { type Enroller, findEnroller } from '../../features/enrollment/enroller.flow.ts'
import { readEnrollment } from '../../features/enrollment/enrollment.flow.ts'
import { finishEnrollment } from '../../features/enrollment/finish-enrollment.flow.ts'
import { removeMethod } from '../../features/enrollment/remove-method.flow.ts'
import { sendToken } from '../../features/enrollment/send-enrollment-code.flow.ts'
import {
  type Submitted,
  submitEnrollmentCode,
} from '../../features/enrollment/submit-enrollment-code.flow.ts'
import type { CheckedSession } from '../../features/sessions/session-check.flow.ts'
import { callerOf } from '../caller.ts'
import type { Door } from '../door.ts'
import { endpoint } from './endpoint.ts'
import { answerSignIn } from './sign-in-answer.ts'
import { wrongCode } from './wrong-code.ts'

export function enrollmentRoutes(door: Door): void {
  const { world, cookies } = door

  endpoint(door, 'GET /api/enrollment', async (call) => readEnrollment(world, await enrollerOf(call)))

  for (const method of ['email', 'app'] as const)
    endpoint(door, `POST /api/enrollment/${method}/code`, async (call) =>
      submit(call, { ...call.body, method }),
    )

  endpoint(door, 'POST /api/enrollment/text/code', async (call) =>
    submit(call, { ...call.body, method: cellPhoneMethod }),
  )

  endpoint(door, 'POST /api/enrollment/email', async (call) =>
    sendToken(world, await enrollerOf(call), {
      method: everybodysMethod,
      address: call.body.address,
      field: 'address',
    }),
  )

  endpoint(door, 'POST /api/enrollment/app', async (call) => makeAppKey(world, await enrollerOf(call)))

  endpoint(door, 'POST /api/enrollment/text', async (call) =>
    sendToken(world, await enrollerOf(call), {
      method: cellPhoneMethod,
      address: call.body.phone,
      field: 'phone',
    }),
  )

  endpoint(door, 'POST /api/enrollment/finish', async (call) => {
    const finished = await finishEnrollment(world, await enrollerOf(call), call.body.default)
    return 'signIn' in finished ? answerSignIn(cookies, call.reply, finished.signIn) : finished.enrollment
  })

  endpoint(door, 'DELETE /api/enrollment/{method}', async ({ session, request, params }) => {
    const caller = callerOf(door, request)
    const enroller = { caller, personId: session.personId, signIn: null, session }
    await removeMethod(world, enroller, params.method)
    return readEnrollment(world, enroller)
  })

  interface EnrollmentCall {
    session: CheckedSession | undefined
    request: FastifyRequest
  }

  function enrollerOf({ session, request }: EnrollmentCall): Promise<Enroller> {
    return findEnroller(world, {
      changes: request.method !== 'GET',
      signInToken: cookies.read(request, 'sign-in') ?? null,
      session,
      caller: callerOf(door, request),
    })
  }

  async function submit(call: EnrollmentCall, submitted: Submitted): Promise<Enrollment> {
    const enroller = await enrollerOf(call)
    const answered = await submitEnrollmentCode(world, enroller, submitted)
    if (answered.answer === 'right') return answered.result
    throw wrongCode(answered, enroller.signIn ? 'sign-in-over' : 'code-expired')
  }
}
