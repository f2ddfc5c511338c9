import type { Enrollment } from '../../../contract/api/enrollment.ts'
import type { Method } from '../../../contract/words.ts'
import { personActor } from '../../base/actor.ts'
import { Problem } from '../../base/problem.ts'
import type { World } from '../../tools/world.ts'
import { changeContact } from '../accounts/change-contact.flow.ts'
import { type Answer, type Asked, answer } from '../challenges/answer.flow.ts'
import {
  closeOwned,
  findChallenge,
  mostTries,
  type OwnedChallenge,
  takeTry,
} from '../challenges/owned-challenges.store.ts'
import { readCode } from '../factors/read-code.flow.ts'
import type { Person } from '../people/people.store.ts'
import { keepAlive, mostAttempts, moveSignIn, takeAttempt } from '../sign-in/sign-ins.store.ts'
import { type Enroller, lockEnroller, mayBeProfiles, ownerOf, whoseOf } from './enroller.flow.ts'
import { readEnrollment } from './enrollment.flow.ts'
import { makeReady, type Proved } from './make-ready.flow.ts'

export interface Submitted {
  method: Method
  code: string
  /** The number becomes the profile's, too (S3). */
  forProfile?: boolean | undefined
}

/**
 * Throws `code-expired` where nothing was asked, `no-session`, and what `answer` throws. `left` 0: the sign-in is over, or
 * from the profile the code.
 */
export async function submitEnrollmentCode(
  world: World,
  enroller: Enroller,
  { method, code, forProfile = false }: Submitted,
): Promise<Answer<Enrollment>> {
  const challenge = await findChallenge(world, { owner: ownerOf(enroller), purpose: 'enrollment', method })
  if (!challenge) throw new Problem('code-expired')
  const answered = await answer(world, askedBy(enroller, challenge, forProfile), {
    typed: code,
    read: readCode,
  })
  return answered.answer === 'wrong'
    ? answered
    : { answer: 'right', result: await readEnrollment(world, enroller) }
}

function askedBy(enroller: Enroller, challenge: OwnedChallenge, forProfile: boolean): Asked<Person, void> {
  const { caller } = enroller
  return {
    challenge,
    address: caller.address,
    over: enroller.signIn ? 'sign-in-over' : 'code-expired',
    isOwnMethod: false,
    takeTry: (world) => takeOne(world, enroller, challenge),
    end: (world) => end(world, enroller, challenge),
    lock: (world) => lockEnroller(world, enroller),
    async goOn(world, person, { appStep }) {
      if (forProfile) await takeIntoProfile(world, { enroller, person, challenge })
      await makeReady(world, { enroller, person, challenge, appStep })
      if (enroller.signIn) await keepAlive(world, enroller.signIn)
    },
  }
}

async function takeIntoProfile(
  world: World,
  { enroller, person, challenge: { address: cellPhone } }: Pick<Proved, 'enroller' | 'person' | 'challenge'>,
): Promise<void> {
  if (cellPhone === null || !mayBeProfiles(enroller, person)) return
  const { keepSignInId, keepSessionId } = whoseOf(enroller, person)
  const by = personActor(person, enroller.caller)
  await changeContact(world, { person, cellPhone, by, keepSignInId, keepSessionId })
}

/** In a sign-in three wrong codes in a row end it (R5.8), whatever they were for. */
async function takeOne(
  world: World,
  { signIn }: Enroller,
  { id }: OwnedChallenge,
): Promise<number | undefined> {
  if (signIn) {
    const taken = await takeAttempt(world, signIn.id, 'enroll')
    return taken && mostAttempts - taken.attempts
  }
  const taken = await takeTry(world, id)
  return taken && mostTries - taken.tries
}

async function end(world: World, enroller: Enroller, { method }: OwnedChallenge): Promise<void> {
  const which = { owner: ownerOf(enroller), purpose: 'enrollment' } as const
  await closeOwned(world, enroller.session ? { ...which, method } : which)
  if (enroller.signIn) await moveSignIn(world, enroller.signIn.id, { from: 'enroll', to: 'over' })
}
