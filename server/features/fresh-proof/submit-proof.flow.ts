import type { ProofStep } from '../../../contract/api/profile.ts'
import type { Method } from '../../../contract/words.ts'
import { secondsUntil } from '../../base/duration.ts'
import { Problem } from '../../base/problem.ts'
import { transaction } from '../../tools/transaction.ts'
import type { World } from '../../tools/world.ts'
import { consumeChallenge } from '../challenges/challenges.store.ts'
import {
  carryOver,
  closeOwned,
  mostTries,
  type OwnedChallenge,
  takeTry,
} from '../challenges/owned-challenges.store.ts'
import { sendableFrom } from '../challenges/send-pause.ts'
import { takeAppStep } from '../factors/factors.store.ts'
import { judgeCode, readCode } from '../factors/judge-code.flow.ts'
import { clearMethodLimit, takeMethodAttempt } from '../limits/method-limits.store.ts'
import { giveBack } from '../limits/taken-limits.store.ts'
import { holdPerson } from '../people/people.store.ts'
import { tellOfWrongCodes } from '../sign-in/method-locked.flow.ts'
import { audit, type Proving, proved } from './proof.flow.ts'
import { askForProof, openProof, proofOf, proofSend, proofStep, sendProofCode } from './proof-code.flow.ts'
import { refuseMethod } from './proof-methods.flow.ts'

/** A wrong code is an answer, not a fault. `left` 0: the password is asked again. */
export type ProofAnswer =
  | { answer: 'right'; step: ProofStep }
  | { answer: 'wrong'; left: number; clockOffSeconds: number | null }

/** Throws `proof-over`, `code-expired`, `code-used`, `invalid-field`, `method-locked`. */
export async function submitProof(
  world: World,
  { session, caller, code }: Proving & { code: string },
): Promise<ProofAnswer> {
  const challenge = await openProof(world, session)
  const entered = await readCode(world, challenge, { typed: code })
  const { left, wrongInRow } = await takeBoth(world, challenge)
  const judged = judgeCode(world, challenge, entered)
  if (judged.answer === 'wrong') {
    await afterWrong(world, { session, caller, challenge, left, wrongInRow })
    return { answer: 'wrong', left, clockOffSeconds: judged.clockOffSeconds }
  }
  const step = await transaction(world, async (world) => {
    const { personId, method } = challenge
    const person = await holdPerson(world, personId)
    const isOurs =
      person.active &&
      (await consumeChallenge(world, challenge.id)) &&
      (judged.appStep === null || (await takeAppStep(world, personId, judged.appStep)))
    if (!isOurs) throw new Problem('proof-over')
    await clearMethodLimit(world, personId, method)
    if (challenge.sent) await giveBack(world, proofSend(session, challenge))
    return proved(world, { session, caller, method })
  })
  return { answer: 'right', step }
}

/** Both counts are committed before the code is looked at (R5.8, R5.9). */
async function takeBoth(world: World, challenge: OwnedChallenge) {
  return transaction(world, async (world) => {
    const taken = await takeTry(world, challenge.id)
    if (!taken) throw new Problem('proof-over')
    const attempt = await takeMethodAttempt(world, challenge)
    if (!attempt.granted)
      throw new Problem('method-locked', { lockedUntil: attempt.until?.toISOString() ?? null })
    return { left: mostTries - taken.tries, wrongInRow: attempt.wrongInRow }
  })
}

interface Wrong extends Proving {
  challenge: OwnedChallenge
  left: number
  wrongInRow: number
}

async function afterWrong(
  world: World,
  { session, caller, challenge, left, wrongInRow }: Wrong,
): Promise<void> {
  const { personId, method } = challenge
  await transaction(world, async (world) => {
    if (left === 0) await closeOwned(world, proofOf(session))
    const data = { purpose: 'fresh-proof', method, left }
    await audit(world, { session, caller, event: 'wrong-code', data })
    await tellOfWrongCodes(world, { personId, method, wrongInRow })
  })
}

/** The code of the present minute again. Throws `slow-down`, `method-not-available`, `proof-over`. */
export async function sendProofAgain(world: World, { session, caller }: Proving): Promise<ProofStep> {
  return transaction(world, async (world) => {
    const person = await holdPerson(world, session.personId)
    const challenge = await openProof(world, session)
    if (!challenge.sent) throw new Problem('method-not-available')
    const now = world.clock.now()
    const from = sendableFrom(challenge.lastSentAt ?? challenge.createdAt, now)
    if (from > now) throw new Problem('slow-down', { retryAfterSeconds: secondsUntil(from, now) })
    await sendProofCode(world, { session, caller, person, challenge })
    return proofStep(world, session)
  })
}

/** Another way; the count of wrong codes and the ten minutes go on. Throws `method-not-available`, `method-locked`. */
export async function changeProofMethod(
  world: World,
  { session, caller, method }: Proving & { method: Method },
): Promise<ProofStep> {
  return transaction(world, async (world) => {
    const person = await holdPerson(world, session.personId)
    const before = await openProof(world, session)
    // The way in use is simply shown again: clicking twice sends nothing twice.
    if (before.method === method) return proofStep(world, session)
    await refuseMethod(world, person, method)
    await closeOwned(world, proofOf(session))
    const challenge = await askForProof(world, { session, caller, person, method })
    await carryOver(world, challenge.id, before)
    return proofStep(world, session)
  })
}
