import { personActor } from '../../base/actor.ts'
import type { Id } from '../../base/id.ts'
import { Problem } from '../../base/problem.ts'
import { transaction } from '../../tools/transaction.ts'
import type { World } from '../../tools/world.ts'
import type { Caller } from '../machines/caller.ts'
import { organizationById } from '../organizations/organizations.store.ts'
import { lockPerson, type Person, personById } from '../people/people.store.ts'
import { decide } from '../policy/decide.ts'
import { loadFacts } from '../policy/facts.store.ts'
import { goOnAfterPassword } from '../sign-in/after-password.flow.ts'
import { finishSignIn } from '../sign-in/finish-sign-in.flow.ts'
import type { SignInResult } from '../sign-in/sign-in-result.ts'
import { findSignIn, moveSignIn, type SignIn } from '../sign-in/sign-ins.store.ts'
import { hashChosen, storeChosen } from './choose-password.flow.ts'

interface Choosing {
  signInToken: string
  password: string
  caller: Caller
}

/**
 * One's own password in place of the one on paper, or of one that is forgotten; the sign-in then goes on as after any right
 * password, and asks for no code that it has asked for already. Throws
 * `no-sign-in`, `sign-in-over`, `busy`, and `invalid-value` with a sentence at `password`.
 */
export async function chooseFirstPassword(world: World, choosing: Choosing): Promise<SignInResult> {
  const { signInToken, password, caller } = choosing
  const { personId } = await signInAtChoice(world, signInToken)
  const found = await personById(world, personId)
  await refusePaper(world, found, password)
  const hash = await hashChosen(world, { person: found, password })
  return transaction(world, async (world) => {
    const person = await lockPerson(world, personId)
    const signIn = await signInAtChoice(world, signInToken)
    if (!person.active) throw new Problem('sign-in-over')
    await storeChosen(world, {
      person,
      hash,
      by: personActor(person, caller),
      keepSessionId: null,
      byMail: signIn.purpose === 'new-password',
      keepSignInId: signIn.id,
      withMachine: caller.machineToken,
    })
    // Of two at once one comes first.
    if (!(await moveSignIn(world, signIn.id, { from: 'password', to: 'done' })))
      throw new Problem('sign-in-over')
    return goOn(world, { signIn, personId, caller })
  })
}

async function signInAtChoice(world: World, token: string): Promise<SignIn> {
  const signIn = await findSignIn(world, token)
  if (!signIn) throw new Problem('no-sign-in')
  if (signIn.state !== 'password') throw new Problem('sign-in-over')
  return signIn
}

async function refusePaper(world: World, { firstPassword }: Person, password: string): Promise<void> {
  if (!(await world.passwords.verify(password, firstPassword?.hash ?? null))) return
  const fault = 'Please choose another one than the one on paper.'
  throw new Problem('invalid-value', { fields: { password: fault } })
}

function provedBefore({ purpose, provedMethod, provedAt }: SignIn) {
  if (purpose !== 'new-password' || !provedMethod || !provedAt) return null
  return { method: provedMethod, at: provedAt }
}

interface GoingOn {
  signIn: SignIn
  personId: Id<'person'>
  caller: Caller
}

async function goOn(world: World, { signIn, personId, ...at }: GoingOn): Promise<SignInResult> {
  const caller = { ...at.caller, machineKey: signIn.machineKey }
  const person = await personById(world, personId)
  const loaded = await loadFacts(world, person, caller)
  const rest = { person, caller, passwordAt: world.clock.now(), returnTo: signIn.returnTo, loaded }
  const decision = decide(loaded.facts)
  const proved = provedBefore(signIn)
  // What was proved for the sake of the password is what would be asked now.
  if (proved && decision.verdict === 'challenge' && decision.methods.includes(proved.method))
    return finishSignIn(world, { ...rest, decision, facts: JSON.stringify(loaded.facts), proved })
  const organization = await organizationById(world, person.organizationId)
  return goOnAfterPassword(world, { ...rest, organization, knownMachineId: signIn.knownMachineId })
}
