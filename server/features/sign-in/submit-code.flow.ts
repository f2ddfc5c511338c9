import type { Method } from '../../../contract/words.ts'
import { Problem } from '../../base/problem.ts'
import type { World } from '../../tools/world.ts'
import { recordAudit } from '../audit/audit.store.ts'
import { type Answer, type Asked, answer } from '../challenges/answer.flow.ts'
import { type Challenge, closeChallenges } from '../challenges/challenges.store.ts'
import { readCode } from '../factors/read-code.flow.ts'
import { codeSend } from '../limits/code-sends.ts'
import { giveBack } from '../limits/taken-limits.store.ts'
import type { Caller } from '../machines/caller.ts'
import { organizationById } from '../organizations/organizations.store.ts'
import { lockPerson, type Person } from '../people/people.store.ts'
import { toReasons } from '../policy/explain.ts'
import { loadRecords, type Records, withFacts } from '../policy/facts.store.ts'
import { choosePasswordStep } from './current-step.flow.ts'
import { finishSignIn } from './finish-sign-in.flow.ts'
import { openSignInOf } from './open-sign-in.store.ts'
import type { SignInResult } from './sign-in-result.ts'
import { mostAttempts, moveSignIn, type SignIn, type SignInState, takeAttempt } from './sign-ins.store.ts'

export interface SubmitCode {
  signInToken: string
  code: string
  caller: Caller
}

/** R5.4 to R5.10. Throws `no-sign-in`, `sign-in-over`, and what `answer` throws. `left` 0: the sign-in is over. */
export async function submitCode(
  world: World,
  { signInToken, code, caller }: SubmitCode,
): Promise<Answer<SignInResult>> {
  const { signIn, challenge } = await openSignInOf(world, signInToken)
  if (!challenge) throw new Problem('sign-in-over')
  const { machineKey } = signIn
  return answer(world, askedBy({ signIn, challenge, caller: { ...caller, machineKey } }), {
    typed: code,
    read: readCode,
  })
}

interface Submitted {
  signIn: SignIn
  challenge: Challenge
  caller: Caller
}

interface Locked {
  person: Person
  records: Records
}

function askedBy(submitted: Submitted): Asked<Locked, SignInResult> {
  const { signIn, challenge, caller } = submitted
  const { id, personId, organizationId } = signIn
  const { method } = challenge
  return {
    challenge,
    address: caller.address,
    over: 'sign-in-over',
    isOwnMethod: true,
    knownMachineId: signIn.knownMachineId,
    async takeTry(world) {
      const taken = await takeAttempt(world, id)
      return taken && mostAttempts - taken.attempts
    },
    async end(world) {
      await closeChallenges(world, id)
      await moveSignIn(world, id, { from: 'code', to: 'over' })
    },
    async lock(world) {
      // In this order: whoever waits for the person reads the rest as it is afterwards.
      const [person, records] = await Promise.all([
        lockPerson(world, personId),
        loadRecords(world, { id: personId, organizationId }, caller),
      ])
      return person.active ? { person, records } : undefined
    },
    async move(world, at) {
      const to = nextState(signIn)
      const [isMoved] = await Promise.all([
        moveSignIn(world, id, { from: 'code', to, proved: { method, at } }),
        challenge.sent && giveBack(world, codeSend({ ...signIn, method })),
      ])
      return isMoved
    },
    goOn: (world, locked, { at }) => goOn(world, submitted, { ...locked, proved: { method, at } }),
  }
}

function nextState({ purpose, enrollFollows }: SignIn): SignInState {
  if (purpose === 'new-password') return 'password'
  return enrollFollows ? 'enroll' : 'done'
}

async function goOn(
  world: World,
  { signIn, caller }: Submitted,
  { person, records, proved }: Locked & { proved: { method: Method; at: Date } },
): Promise<SignInResult> {
  const { decision, facts, returnTo, createdAt: passwordAt } = signIn
  if (signIn.purpose === 'new-password') {
    await recordAccepted(world, { signIn, caller }, proved)
    const organization = await organizationById(world, person.organizationId)
    return { step: choosePasswordStep({ person, organization, purpose: signIn.purpose }) }
  }
  if (signIn.enrollFollows) {
    await recordAccepted(world, { signIn, caller }, proved)
    return { step: { step: 'enroll', reasons: toReasons(decision) } }
  }
  const loaded = withFacts(world, { person, caller, records })
  return finishSignIn(world, { person, caller, decision, facts, passwordAt, proved, returnTo, loaded })
}

async function recordAccepted(
  world: World,
  { signIn: { id, organizationId, personId, purpose }, caller }: Pick<Submitted, 'signIn' | 'caller'>,
  { method }: { method: Method },
): Promise<void> {
  await recordAudit(world, {
    organizationId,
    actorId: personId,
    personId,
    address: caller.address,
    event: 'code-accepted',
    data: { signInId: id, method, ...(purpose === 'new-password' && { to: 'password' }) },
  })
}
