import { secondsUntil } from '../../base/duration.ts'
import { Problem } from '../../base/problem.ts'
import { makeToken } from '../../tools/random.ts'
import { transaction } from '../../tools/transaction.ts'
import type { World } from '../../tools/world.ts'
import { recordAudit } from '../audit/audit.store.ts'
import { countWrongPassword, endPause, type PauseSubject } from '../limits/pauses.store.ts'
import type { Caller } from '../machines/caller.ts'
import { issueMachineToken } from '../machines/machine-token.ts'
import type { Organization } from '../organizations/organizations.store.ts'
import { findNamed } from '../people/named-person.store.ts'
import { holdPerson, type Person } from '../people/people.store.ts'
import { decide } from '../policy/decide.ts'
import type { Decision } from '../policy/decision.ts'
import { type LoadedFacts, loadRecords, withFacts } from '../policy/facts.store.ts'
import { endWhatRestsOn } from '../revocation/end-what-rests-on.flow.ts'
import { stepOf } from './current-step.flow.ts'
import { finishSignIn } from './finish-sign-in.flow.ts'
import { passwordPauses } from './password-pauses.store.ts'
import { safeReturnTo } from './return-to.ts'
import { askForCode } from './send-code.flow.ts'
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
  return transaction(world, async (world) => {
    // In this order: whoever waits for the person reads the rest as it is afterwards.
    const [person, records] = await Promise.all([
      holdPerson(world, checked.person.id),
      loadRecords(world, checked.person, input.caller),
    ])
    // Something of the person, or the password, was changed while we hashed: the later one counts.
    if (checked.person.passwordHash !== person.passwordHash || !person.active)
      throw new Problem('wrong-credentials')
    if (checked.counted) await endPause(world, checked.counted)
    if (input.signInToken) await giveUpSignIn(world, input.signInToken)
    const loaded = withFacts(world, { person, caller: input.caller, records })
    const decision = decide(loaded.facts)
    if (decision.verdict === 'allow')
      return finishSignIn(world, {
        ...input,
        person,
        decision,
        facts: JSON.stringify(loaded.facts),
        passwordAt,
        proved: null,
        returnTo: safeReturnTo(input.returnTo),
        loaded,
      })
    return openSignIn(world, { input, person, organization: checked.organization, decision, loaded })
  })
}

interface Opening {
  input: BeginSignIn
  person: Person
  organization: Organization
  decision: Decision
  loaded: LoadedFacts
}

async function openSignIn(
  world: World,
  { input, person, organization, decision, loaded }: Opening,
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
  const standing = { ...loaded, person, organization }
  const first = signIn.state === 'code' ? decision.methods[0] : undefined
  const challenge = first && (await askForCode(world, { signIn, standing, caller: input.caller }, first))
  const machineToken = input.caller.machineToken ?? issueMachineToken(world.vault, makeToken(world.random))
  return { step: await stepOf(world, { signIn, standing, challenge }), signInToken: token, machineToken }
}

interface Checked {
  person: Person
  organization: Organization
  /** Whose count goes back to nothing now that the password was right. */
  counted: PauseSubject | null
}

/** The person, when the password is theirs and they may sign in; the same answer in the same time when not. */
async function checkPassword(world: World, input: BeginSignIn): Promise<Checked> {
  const named = await findNamed(world, input)
  const { organization, person } = named
  const { address, person: counted, until } = await passwordPauses(world, input, named)
  if (until) throw new Problem('slow-down', { retryAfterSeconds: secondsUntil(until, world.clock.now()) })
  // Counted before the password is looked at, so that simultaneous guesses cannot share one count.
  if (counted) await countWrongPassword(world, counted)
  const isRight = await world.passwords.verify(input.password, person?.passwordHash ?? null)
  if (isRight && organization && person?.active) return { person, organization, counted }
  await countWrongPassword(world, address)
  if (organization) await recordFailure(world, { organization, person, caller: input.caller, isRight })
  throw new Problem('wrong-credentials')
}

async function recordFailure(
  world: World,
  {
    organization,
    person,
    caller,
    isRight,
  }: { organization: Organization; person: Person | undefined; caller: Caller; isRight: boolean },
): Promise<void> {
  await recordAudit(world, {
    organizationId: organization.id,
    actorId: null,
    personId: person?.id ?? null,
    address: caller.address,
    event: 'sign-in-failed',
    data: { check: isRight ? 'person-inactive' : 'wrong-password' },
  })
}
