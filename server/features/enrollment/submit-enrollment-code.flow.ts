import type { Enrollment } from '../../../contract/api/enrollment.ts'
import type { Method } from '../../../contract/words.ts'
import { Problem } from '../../base/problem.ts'
import { transaction } from '../../tools/transaction.ts'
import type { World } from '../../tools/world.ts'
import { recordAudit } from '../audit/audit.store.ts'
import { consumeChallenge } from '../challenges/challenges.store.ts'
import {
  closeOwned,
  findChallenge,
  mostTries,
  type OwnedChallenge,
  takeTry,
} from '../challenges/owned-challenges.store.ts'
import { judgeCode, readCode } from '../factors/judge-code.flow.ts'
import { mostAttempts, moveSignIn, takeAttempt } from '../sign-in/sign-ins.store.ts'
import { asEnroller, type Enroller, ownerOf } from './enroller.flow.ts'
import { readEnrollment } from './enrollment.flow.ts'
import { makeReady } from './make-ready.flow.ts'

/** A wrong code is an answer, not a fault. `left` 0: the sign-in is over, or from the profile the code. */
export type EnrollmentAnswer =
  | { answer: 'right'; enrollment: Enrollment }
  | { answer: 'wrong'; left: number; clockOffSeconds: number | null }

interface Submitted {
  method: Method
  code: string
}

/** Throws `code-expired` where nothing was asked or its life is over, `invalid-field`, `sign-in-over`, `no-session`. */
export async function submitEnrollmentCode(
  world: World,
  enroller: Enroller,
  { method, code }: Submitted,
): Promise<EnrollmentAnswer> {
  const challenge = await findChallenge(world, { owner: ownerOf(enroller), purpose: 'enrollment', method })
  if (!challenge) throw new Problem('code-expired')
  const pendingKey = method === 'app' ? challenge.secret : undefined
  const entered = await readCode(world, challenge, { typed: code, pendingKey })
  const left = await takeOne(world, enroller, challenge)
  const judged = judgeCode(world, challenge, entered)
  if (judged.answer === 'wrong') {
    await afterWrong(world, { enroller, challenge, left })
    return { answer: 'wrong', left, clockOffSeconds: judged.clockOffSeconds }
  }
  await asEnroller(world, enroller, async (world, person) => {
    // Of several right answers at once one finds the challenge open.
    if (!(await consumeChallenge(world, challenge.id))) throw new Problem('code-expired')
    await makeReady(world, { enroller, person, challenge, appStep: judged.appStep })
  })
  return { answer: 'right', enrollment: await readEnrollment(world, enroller) }
}

/** Committed before the code is looked at. In a sign-in three wrong codes in a row end it (R5.8), whatever they were for. */
async function takeOne(world: World, { signIn }: Enroller, { id }: OwnedChallenge): Promise<number> {
  if (signIn) {
    const taken = await takeAttempt(world, signIn.id, 'enroll')
    if (!taken) throw new Problem('sign-in-over')
    return mostAttempts - taken.attempts
  }
  const taken = await takeTry(world, id)
  if (!taken) throw new Problem('code-expired')
  return mostTries - taken.tries
}

interface Wrong {
  enroller: Enroller
  challenge: OwnedChallenge
  left: number
}

async function afterWrong(world: World, { enroller, challenge, left }: Wrong): Promise<void> {
  const { organizationId, personId, method } = challenge
  await transaction(world, async (world) => {
    if (left === 0) {
      const purpose = 'enrollment'
      await closeOwned(world, { owner: ownerOf(enroller), purpose, ...(enroller.session && { method }) })
      if (enroller.signIn) await moveSignIn(world, enroller.signIn.id, { from: 'enroll', to: 'over' })
    }
    await recordAudit(world, {
      organizationId,
      actorId: personId,
      personId,
      address: enroller.caller.address,
      event: 'wrong-code',
      data: { purpose: 'enrollment', method, left },
    })
  })
}
