import { Problem } from '../../base/problem.ts'
import type { World } from '../../tools/world.ts'
import type { Caller } from '../machines/caller.ts'
import { organizationById } from '../organizations/organizations.store.ts'
import { personById } from '../people/people.store.ts'
import { decide } from '../policy/decide.ts'
import { loadFacts } from '../policy/facts.store.ts'
import { currentStep } from './current-step.flow.ts'
import { type FinishedSignIn, finishSignIn } from './finish-sign-in.flow.ts'
import { askByFirstOpen } from './send-code.flow.ts'
import type { SignInResult } from './sign-in-result.ts'
import { decideAgain, findSignIn, moveSignIn, type SignIn } from './sign-ins.store.ts'
import { stateFor } from './state-for.ts'

interface AtSetUp {
  signInToken: string
  caller: Caller
}

/**
 * Set-up is finished: the sign-in ends in a session, resting on the code that was right in it. Where none was, because
 * all methods were proved on another day, the decision is made anew: the password alone never opens one (decision 0020).
 * In the caller's transaction. Throws `sign-in-over`.
 */
export async function goOnAfterSetUp(world: World, { signInToken, ...at }: AtSetUp): Promise<SignInResult> {
  const signIn = await findSignIn(world, signInToken)
  if (signIn?.state !== 'enroll') throw new Problem('sign-in-over')
  const person = await personById(world, signIn.personId)
  const caller = { ...at.caller, machineKey: signIn.machineKey }
  const { decision, facts, returnTo, createdAt: passwordAt, provedMethod, provedAt } = signIn
  const rest = { person, caller, passwordAt, returnTo }
  if (provedMethod === null || provedAt === null) return askAfterAll(world, { signIn, signInToken, rest })
  if (!(await moveSignIn(world, signIn.id, { from: 'enroll', to: 'done' }))) throw new Problem('sign-in-over')
  const loaded = await loadFacts(world, person, caller)
  const proved = { method: provedMethod, at: provedAt }
  return finishSignIn(world, { ...rest, signInId: signIn.id, decision, facts, proved, loaded })
}

interface Unproved {
  signIn: SignIn
  signInToken: string
  rest: Omit<FinishedSignIn, 'decision' | 'facts' | 'proved' | 'loaded'>
}

async function askAfterAll(world: World, { signIn, signInToken, rest }: Unproved): Promise<SignInResult> {
  const { person, caller } = rest
  const loaded = await loadFacts(world, person, caller)
  const facts = JSON.stringify(loaded.facts)
  const decision = decide(loaded.facts)
  const state = decision.verdict === 'allow' ? 'done' : stateFor(decision, loaded.closed)
  if (!(await decideAgain(world, signIn.id, { state, decision, facts: loaded.facts })))
    throw new Problem('sign-in-over')
  if (decision.verdict === 'allow')
    return finishSignIn(world, { ...rest, decision, facts, proved: null, loaded })
  const personContext = {
    ...loaded,
    person,
    organization: await organizationById(world, person.organizationId),
  }
  if (state === 'code')
    await askByFirstOpen(world, { caller, personContext, signIn: { ...signIn, state, decision, facts } })
  const asked = await findSignIn(world, signInToken)
  if (!asked) throw new Problem('sign-in-over')
  return { step: await currentStep(world, asked) }
}
