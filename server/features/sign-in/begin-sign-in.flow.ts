import { Problem } from '../../base/problem.ts'
import { makeToken } from '../../tools/random.ts'
import { transaction } from '../../tools/transaction.ts'
import type { World } from '../../tools/world.ts'
import { recordAudit } from '../audit/audit.store.ts'
import { type Checked, checkPassword, giveTriesBack } from '../credentials/check-password.flow.ts'
import type { Caller } from '../machines/caller.ts'
import { issueMachineToken } from '../machines/machine-token.ts'
import { lockPerson, renewHash } from '../people/people.store.ts'
import { decide } from '../policy/decide.ts'
import type { Decision } from '../policy/decision.ts'
import { type LoadedFacts, loadRecords, withFacts } from '../policy/facts.store.ts'
import { endWhatRestsOn } from '../revocation/end-what-rests-on.flow.ts'
import { stepOf } from './current-step.flow.ts'
import { finishSignIn } from './finish-sign-in.flow.ts'
import { safeReturnTo } from './return-to.ts'
import { askByFirstOpen } from './send-code.flow.ts'
import type { SignInResult } from './sign-in-result.ts'
import { giveUpSignIn, insertSignIn } from './sign-ins.store.ts'
import { stateFor } from './state-for.ts'

export interface BeginSignIn {
  userName: string
  password: string
  organization: string | undefined
  returnTo: string | undefined
  caller: Caller
  /** The cookie of a sign-in that is under way in this browser: it ends here. */
  signInToken: string | null
}

/** R5.1: the password, then the decision. Throws `wrong-credentials`, `slow-down` and `busy`. */
export async function beginSignIn(world: World, input: BeginSignIn): Promise<SignInResult> {
  const checked = await checkPassword(world, input)
  const passwordAt = world.clock.now()
  const renewedHash = await stronger(world, input.password, checked.person.passwordHash)
  return transaction(world, async (world) => {
    // In this order: whoever waits for the person reads the rest as it is afterwards.
    const [person, records] = await Promise.all([
      lockPerson(world, checked.person.id),
      loadRecords(world, checked.person, input.caller),
      giveTriesBack(world, checked),
    ])
    // Something of the person, or the password, was changed while we hashed: the later one counts.
    if (checked.person.passwordHash !== person.passwordHash || !person.active)
      throw new Problem('wrong-credentials')
    if (renewedHash) await renewHash(world, person.id, renewedHash)
    if (input.signInToken) await giveUpSignIn(world, input.signInToken)
    const loaded = withFacts(world, { person, caller: input.caller, records })
    const decision = decide(loaded.facts)
    if (decision.verdict === 'allow')
      return finishSignIn(world, {
        caller: input.caller,
        person,
        decision,
        facts: JSON.stringify(loaded.facts),
        passwordAt,
        proved: null,
        returnTo: safeReturnTo(input.returnTo),
        loaded,
      })
    return openSignIn(world, { input, checked: { ...checked, person }, decision, loaded })
  })
}

/** Made with the work of today, where the stored one was made with less: now only is the password known. Null otherwise. */
async function stronger(
  { passwords }: World,
  password: string,
  stored: string | null,
): Promise<string | null> {
  if (!stored || !passwords.isWeak(stored)) return null
  // Where the server is busy it is done another day.
  return passwords.hash(password).catch(() => null)
}

interface Opening {
  input: BeginSignIn
  checked: Checked
  decision: Decision
  loaded: LoadedFacts
}

async function openSignIn(
  world: World,
  { input, checked: { person, organization, knownMachineId }, decision, loaded }: Opening,
): Promise<SignInResult> {
  const token = makeToken(world.random)
  const resetId = decision.restsOnReset ? loaded.resetId : null
  // Of two sign-ins on one reset the later ends the earlier, and neither spends it (R7.2).
  if (resetId) await endWhatRestsOn(world, 'sign-in-on-reset', { personId: person.id })
  const signIn = await insertSignIn(world, {
    organizationId: person.organizationId,
    personId: person.id,
    token,
    state: stateFor(decision, loaded.closed),
    decision,
    facts: loaded.facts,
    resetId,
    returnTo: safeReturnTo(input.returnTo),
    knownMachineId,
    caller: input.caller,
  })
  await recordAudit(world, {
    organizationId: person.organizationId,
    actorId: person.id,
    personId: person.id,
    address: input.caller.address,
    event: decision.verdict === 'refuse' ? 'sign-in-refused' : 'sign-in-begun',
    data: { signInId: signIn.id, decision },
    facts: signIn.facts,
  })
  const personContext = { ...loaded, person, organization }
  const asking = { signIn, personContext, caller: input.caller }
  const challenge = signIn.state === 'code' ? await askByFirstOpen(world, asking) : undefined
  const machineToken = input.caller.machineToken ?? issueMachineToken(world.vault, makeToken(world.random))
  return { step: await stepOf(world, { signIn, personContext, challenge }), signInToken: token, machineToken }
}
