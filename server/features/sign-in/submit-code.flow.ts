import type { Method } from '../../../contract/words.ts'
import { Problem } from '../../base/problem.ts'
import { transaction } from '../../tools/transaction.ts'
import type { World } from '../../tools/world.ts'
import { recordAudit } from '../audit/audit.store.ts'
import { type Challenge, closeChallenges, consumeChallenge } from '../challenges/challenges.store.ts'
import { takeAppStep } from '../factors/factors.store.ts'
import { judgeCode, readCode } from '../factors/judge-code.flow.ts'
import { codeSend } from '../limits/code-sends.ts'
import { clearMethodLimit, takeMethodAttempt } from '../limits/method-limits.store.ts'
import { giveBack } from '../limits/taken-limits.store.ts'
import type { Caller } from '../machines/caller.ts'
import { holdPerson } from '../people/people.store.ts'
import { toReasons } from '../policy/explain.ts'
import { loadRecords, withFacts } from '../policy/facts.store.ts'
import { finishSignIn } from './finish-sign-in.flow.ts'
import { tellOfWrongCodes } from './method-locked.flow.ts'
import { openSignInOf } from './open-sign-in.store.ts'
import type { SignInResult } from './sign-in-result.ts'
import { mostAttempts, moveSignIn, type SignIn, takeAttempt } from './sign-ins.store.ts'

export interface SubmitCode {
  signInToken: string
  code: string
  caller: Caller
}

/** A wrong code is an answer, not a fault. `left` 0: the sign-in is over. */
export type CodeAnswer =
  | { answer: 'right'; result: SignInResult }
  | { answer: 'wrong'; left: number; clockOffSeconds: number | null }

/**
 * R5.4 to R5.10. Throws `no-sign-in`, `sign-in-over`, `code-expired`, `method-locked`, `code-used`, and `invalid-field`
 * where the text cannot be a code at all (these two take no try).
 */
export async function submitCode(world: World, input: SubmitCode): Promise<CodeAnswer> {
  const { signIn, challenge } = await openSignInOf(world, input.signInToken)
  if (!challenge) throw new Problem('sign-in-over')
  const entered = await readCode(world, challenge, { typed: input.code })
  const { left, wrongInRow } = await takeTry(world, signIn, challenge)
  const judged = judgeCode(world, challenge, entered)
  if (judged.answer === 'wrong')
    return afterWrong(world, { signIn, challenge, left, wrongInRow, clockOffSeconds: judged.clockOffSeconds })
  const result = await transaction(world, (world) =>
    afterRight(world, { signIn, challenge, input, appStep: judged.appStep }),
  )
  return { answer: 'right', result }
}

/** Both counts are committed before the code is looked at (R5.8, R5.9). */
async function takeTry(world: World, signIn: SignIn, { method }: Challenge) {
  return transaction(world, async (world) => {
    const [taken, attempt] = await Promise.all([
      takeAttempt(world, signIn.id),
      takeMethodAttempt(world, { ...signIn, method }),
    ])
    if (!taken) throw new Problem('sign-in-over')
    if (!attempt.granted)
      throw new Problem('method-locked', { lockedUntil: attempt.until?.toISOString() ?? null })
    return { left: mostAttempts - taken.attempts, wrongInRow: attempt.wrongInRow }
  })
}

interface Wrong {
  signIn: SignIn
  challenge: Challenge
  left: number
  wrongInRow: number
  clockOffSeconds: number | null
}

async function afterWrong(
  world: World,
  { signIn, challenge, left, wrongInRow, clockOffSeconds }: Wrong,
): Promise<CodeAnswer> {
  await transaction(world, async (world) => {
    if (left === 0) {
      await closeChallenges(world, signIn.id)
      await moveSignIn(world, signIn.id, { from: 'code', to: 'over' })
    }
    await audit(world, signIn, 'wrong-code', { method: challenge.method, left })
    await tellOfWrongCodes(world, { ...challenge, wrongInRow })
  })
  return { answer: 'wrong', left, clockOffSeconds }
}

interface Right {
  signIn: SignIn
  challenge: Challenge
  input: SubmitCode
  appStep: number | null
}

async function afterRight(world: World, { signIn, challenge, input, appStep }: Right): Promise<SignInResult> {
  const at = world.clock.now()
  const { method, personId } = challenge
  const proved = { method, at }
  const to = signIn.enrollFollows ? 'enroll' : 'done'
  const { caller } = input
  const { organizationId, decision, facts, returnTo, createdAt: passwordAt } = signIn
  // In this order: whoever waits for the person reads the rest as it is afterwards.
  const [person, records, isOurs, isFresh, isMoved] = await Promise.all([
    holdPerson(world, personId),
    loadRecords(world, { id: personId, organizationId }, caller),
    consumeChallenge(world, challenge.id),
    appStep === null || takeAppStep(world, personId, appStep),
    moveSignIn(world, signIn.id, { from: 'code', to, proved }),
    clearMethodLimit(world, personId, method),
    challenge.sent && giveBack(world, codeSend({ ...signIn, method })),
  ])
  if (!isOurs || !isFresh || !isMoved || !person.active) throw new Problem('sign-in-over')
  if (signIn.enrollFollows) return enrollNext(world, signIn, method)
  const loaded = withFacts(world, { person, caller, records })
  return finishSignIn(world, { person, caller, decision, facts, passwordAt, proved, returnTo, loaded })
}

async function enrollNext(world: World, signIn: SignIn, method: Method): Promise<SignInResult> {
  await audit(world, signIn, 'code-accepted', { method })
  return { step: { step: 'enroll', reasons: toReasons(signIn.decision) } }
}

async function audit(
  world: World,
  signIn: SignIn,
  event: string,
  data: Record<string, unknown>,
): Promise<void> {
  const { organizationId, personId } = signIn
  await recordAudit(world, {
    organizationId,
    actorId: personId,
    personId,
    address: null,
    event,
    data: { signInId: signIn.id, ...data },
  })
}
