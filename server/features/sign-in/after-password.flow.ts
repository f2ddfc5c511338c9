import type { Id } from '../../base/id.ts'
import { makeToken } from '../../tools/random.ts'
import type { World } from '../../tools/world.ts'
import { recordAudit } from '../audit/audit.store.ts'
import type { Caller } from '../machines/caller.ts'
import { issueMachineToken } from '../machines/machine-token.ts'
import type { Organization } from '../organizations/organizations.store.ts'
import type { Person } from '../people/people.store.ts'
import { decide } from '../policy/decide.ts'
import type { Decision } from '../policy/decision.ts'
import type { LoadedFacts } from '../policy/facts.store.ts'
import { endWhatRestsOn } from '../revocation/end-what-rests-on.flow.ts'
import { stepOf } from './current-step.flow.ts'
import { finishSignIn } from './finish-sign-in.flow.ts'
import { askByFirstOpen } from './send-code.flow.ts'
import type { SignInResult } from './sign-in-result.ts'
import { insertSignIn, type SignIn, type SignInPurpose, type SignInState } from './sign-ins.store.ts'
import { stateFor } from './state-for.ts'

export interface RightPassword {
  /** Locked. */
  person: Person
  organization: Organization
  knownMachineId: Id<'machine'> | null
  caller: Caller
  passwordAt: Date
  returnTo: string
  loaded: LoadedFacts
}

/** The password is right and their own: the decision, and what it asks for (R5.1). In the caller's transaction. */
export async function goOnAfterPassword(world: World, right: RightPassword): Promise<SignInResult> {
  const { loaded, person } = right
  const decision = decide(loaded.facts)
  if (decision.verdict === 'allow')
    return finishSignIn(world, { ...right, decision, facts: JSON.stringify(loaded.facts), proved: null })
  const resetId = decision.restsOnReset ? loaded.resetId : null
  // Of two sign-ins on one reset the later ends the earlier, and neither spends it (R7.2).
  if (resetId) await endWhatRestsOn(world, 'sign-in-on-reset', { personId: person.id })
  return openSignIn(world, right, { decision, resetId, state: stateFor(decision, loaded.closed) })
}

/** The password is the one on paper: another is chosen before anything else, and the decision is made after that. */
export async function askForPassword(world: World, right: RightPassword): Promise<SignInResult> {
  const decision = decide(right.loaded.facts)
  return openSignIn(world, right, { decision, resetId: null, state: 'password' })
}

/** There is no password yet: the right code leads to the choice of one (T1). */
export async function askBeforePassword(
  world: World,
  right: RightPassword,
  decision: Decision,
): Promise<SignInResult> {
  const state = stateFor(decision, right.loaded.closed)
  return openSignIn(world, right, { decision, resetId: null, state, purpose: 'new-password' })
}

interface Opening {
  decision: Decision
  resetId: Id<'grant'> | null
  state: SignInState
  purpose?: SignInPurpose
}

async function openSignIn(world: World, right: RightPassword, opening: Opening): Promise<SignInResult> {
  const { person, organization, loaded, caller, knownMachineId, returnTo } = right
  const token = makeToken(world.random)
  const signIn = await insertSignIn(world, {
    organizationId: person.organizationId,
    personId: person.id,
    token,
    ...opening,
    facts: loaded.facts,
    returnTo,
    knownMachineId,
    caller,
  })
  await audit(world, right, signIn)
  const personContext = { ...loaded, person, organization }
  const asking = { signIn, personContext, caller }
  const challenge = signIn.state === 'code' ? await askByFirstOpen(world, asking) : undefined
  const machineToken = caller.machineToken ?? issueMachineToken(world.vault, makeToken(world.random))
  return { step: await stepOf(world, { signIn, personContext, challenge }), signInToken: token, machineToken }
}

async function audit(world: World, { person, caller }: RightPassword, signIn: SignIn): Promise<void> {
  const { decision } = signIn
  const whose = {
    organizationId: person.organizationId,
    actorId: person.id,
    personId: person.id,
    address: caller.address,
  }
  if (signIn.state === 'password')
    return recordAudit(world, { ...whose, event: 'first-password-used', data: { signInId: signIn.id } })
  if (signIn.purpose === 'new-password')
    return recordAudit(world, { ...whose, event: 'password-link-opened', data: { signInId: signIn.id } })
  await recordAudit(world, {
    ...whose,
    event: decision.verdict === 'refuse' ? 'sign-in-refused' : 'sign-in-begun',
    data: { signInId: signIn.id, decision },
    facts: signIn.facts,
  })
}
