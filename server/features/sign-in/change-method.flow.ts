import type { Method } from '../../../contract/words.ts'
import { secondsUntil } from '../../base/duration.ts'
import { Problem } from '../../base/problem.ts'
import { transaction } from '../../tools/transaction.ts'
import type { World } from '../../tools/world.ts'
import { closeChallenges } from '../challenges/challenges.store.ts'
import { sendableFrom } from '../challenges/send-pause.ts'
import type { Caller } from '../machines/caller.ts'
import { lockPerson } from '../people/people.store.ts'
import { currentStep } from './current-step.flow.ts'
import { openSignInOf } from './open-sign-in.store.ts'
import { loadPersonContext } from './person-context.flow.ts'
import { askByAnother, sendAnother } from './send-code.flow.ts'
import type { SignInResult } from './sign-in-result.ts'
import { findSignIn } from './sign-ins.store.ts'

export interface OfSignIn {
  signInToken: string
  caller: Caller
}

/** R5.3 "send again": the code of the present minute. Throws `slow-down` when asked too soon or too often. */
export async function sendAgain(world: World, { signInToken, caller }: OfSignIn): Promise<SignInResult> {
  return transaction(world, async (world) => {
    const { signIn, challenge } = await heldSignIn(world, signInToken)
    if (!challenge) throw new Problem('sign-in-over')
    if (!challenge.sent) throw new Problem('method-not-available')
    const now = world.clock.now()
    const from = sendableFrom(challenge.lastSentAt ?? signIn.createdAt, now)
    if (from > now) throw new Problem('slow-down', { retryAfterSeconds: secondsUntil(from, now) })
    const personContext = await loadPersonContext(world, signIn.personId)
    await sendAnother(world, { signIn, personContext, caller, challenge })
    return reread(world, signInToken)
  })
}

/** R5.3 "try another way": one that the decision allowed. The count of wrong codes goes on (R5.8). */
export async function changeMethod(
  world: World,
  { signInToken, caller, method }: OfSignIn & { method: Method },
): Promise<SignInResult> {
  return transaction(world, async (world) => {
    const { signIn, challenge } = await heldSignIn(world, signInToken)
    if (!signIn.decision.methods.includes(method)) throw new Problem('method-not-available')
    // The method in use is simply shown again: clicking twice sends nothing twice.
    if (challenge?.method === method) return reread(world, signInToken)
    const personContext = await loadPersonContext(world, signIn.personId)
    const { closed } = personContext
    if (closed.has(method))
      throw new Problem('method-locked', { lockedUntil: closed.get(method)?.toISOString() ?? null })
    await closeChallenges(world, signIn.id)
    await askByAnother(world, { signIn, personContext, caller }, method)
    return reread(world, signInToken)
  })
}

/** Of two at once the later reads what the earlier has left: a click too many sends nothing. */
async function heldSignIn(world: World, signInToken: string) {
  const { signIn } = await openSignInOf(world, signInToken)
  await lockPerson(world, signIn.personId)
  return openSignInOf(world, signInToken)
}

async function reread(world: World, signInToken: string): Promise<SignInResult> {
  const signIn = await findSignIn(world, signInToken)
  if (!signIn) throw new Problem('no-sign-in')
  return { step: await currentStep(world, signIn) }
}
