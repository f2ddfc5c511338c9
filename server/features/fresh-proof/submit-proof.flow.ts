import type { ProofStep } from '../../../contract/api/profile.ts'
import type { Method } from '../../../contract/words.ts'
import { secondsUntil } from '../../base/duration.ts'
import { Problem } from '../../base/problem.ts'
import { transaction } from '../../tools/transaction.ts'
import type { World } from '../../tools/world.ts'
import { type Answer, type Asked, answer } from '../challenges/answer.flow.ts'
import { carryOver, closeOwned, mostTries, takeTry } from '../challenges/owned-challenges.store.ts'
import { sendableFrom } from '../challenges/send-pause.ts'
import { readCode } from '../factors/read-code.flow.ts'
import { giveBack } from '../limits/taken-limits.store.ts'
import { lockPerson, type Person } from '../people/people.store.ts'
import { type Proving, proved } from './proof.flow.ts'
import { askForProof, openProof, proofOf, proofSend, proofStep, sendProofCode } from './proof-code.flow.ts'
import { refuseMethod } from './proof-methods.flow.ts'

/** Throws `proof-over`, and what `answer` throws. `left` 0: the password is asked again. */
export async function submitProof(
  world: World,
  { session, caller, code }: Proving & { code: string },
): Promise<Answer<ProofStep>> {
  const challenge = await openProof(world, session)
  const { id, personId, method } = challenge
  const asked: Asked<Person, ProofStep> = {
    challenge,
    address: caller.address,
    over: 'proof-over',
    isOwnMethod: true,
    knownMachineId: session.machineId,
    async takeTry(world) {
      const taken = await takeTry(world, id)
      return taken && mostTries - taken.tries
    },
    end: (world) => closeOwned(world, proofOf(session)),
    async lock(world) {
      const person = await lockPerson(world, personId)
      return person.active ? person : undefined
    },
    async goOn(world) {
      if (challenge.sent) await giveBack(world, proofSend(session, challenge))
      // The challenge begins with the right password, and keeps that time when the method is changed.
      return proved(world, { session, caller, method, passwordAt: challenge.createdAt })
    },
  }
  return answer(world, asked, { typed: code, read: readCode })
}

/** The code of the present minute again. Throws `slow-down`, `method-not-available`, `proof-over`. */
export async function sendProofAgain(world: World, { session, caller }: Proving): Promise<ProofStep> {
  return transaction(world, async (world) => {
    const person = await lockPerson(world, session.personId)
    const challenge = await openProof(world, session)
    if (!challenge.sent) throw new Problem('method-not-available')
    const now = world.clock.now()
    const from = sendableFrom(challenge.lastSentAt ?? challenge.createdAt, now)
    if (from > now) throw new Problem('slow-down', { retryAfterSeconds: secondsUntil(from, now) })
    await sendProofCode(world, { session, caller, person, challenge })
    return proofStep(world, session)
  })
}

/** Another method; the count of wrong codes and the ten minutes go on. Throws `method-not-available`, `method-locked`. */
export async function changeProofMethod(
  world: World,
  { session, caller, method }: Proving & { method: Method },
): Promise<ProofStep> {
  return transaction(world, async (world) => {
    const person = await lockPerson(world, session.personId)
    const before = await openProof(world, session)
    // The method in use is simply shown again: clicking twice sends nothing twice.
    if (before.method === method) return proofStep(world, session)
    await refuseMethod(world, person, method)
    await closeOwned(world, proofOf(session))
    const challenge = await askForProof(world, { session, caller, person, method })
    await carryOver(world, challenge.id, before)
    return proofStep(world, session)
  })
}
