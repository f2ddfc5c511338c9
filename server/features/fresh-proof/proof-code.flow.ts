import type { ProofStep } from '../../../contract/api/profile.ts'
import type { WayOut } from '../../../contract/api/sign-in.ts'
import type { Method } from '../../../contract/words.ts'
import { later, minute } from '../../base/duration.ts'
import { Problem } from '../../base/problem.ts'
import type { World } from '../../tools/world.ts'
import { type Challenge, freshSecret, insertChallenge, noteSent } from '../challenges/challenges.store.ts'
import { stepAt } from '../challenges/one-time-code.ts'
import { findChallenge, mostTries, type OwnedChallenge } from '../challenges/owned-challenges.store.ts'
import { loadFactors } from '../factors/factors.store.ts'
import { kindOf } from '../factors/kinds.ts'
import { methodAddress } from '../factors/method-address.ts'
import { codeSend } from '../limits/code-sends.ts'
import { slowDown, take } from '../limits/taken-limits.store.ts'
import type { Caller } from '../machines/caller.ts'
import { organizationById } from '../organizations/organizations.store.ts'
import type { Person } from '../people/people.store.ts'
import { loadPreferences } from '../preferences/preferences.store.ts'
import { holdersOf } from '../rights/rights.store.ts'
import type { OpenSession } from '../sessions/sessions.store.ts'
import { codeStep } from '../sign-in/current-step.flow.ts'
import { loadPersonContext, type PersonContext } from '../sign-in/person-context.flow.ts'
import { queueCode } from '../sign-in/send-code.flow.ts'
import { waysOut } from '../sign-in/ways-out.ts'
import { proofMethods } from './proof-methods.flow.ts'

/** From the right password to the right code, whatever happens in between. */
const proofMinutes = 10

export const proofOf = ({ id: sessionId }: Pick<OpenSession, 'id'>) =>
  ({ owner: { signInId: null, sessionId }, purpose: 'fresh-proof' }) as const

interface Asking {
  session: OpenSession
  caller: Caller
  person: Person
  method: Method
  /** Where the code goes; where absent, to what was set up. */
  address?: string | null
}

/** Opens a challenge and, where a code is sent, sends it; in the caller's transaction, the person held. */
export async function askForProof(world: World, { session, caller, person, method, address }: Asking) {
  const { codeLength, codeMinutes } = await loadPreferences(world, person.organizationId)
  const { sending, digits } = kindOf(method)
  const challenge = await insertChallenge(world, {
    organizationId: person.organizationId,
    personId: person.id,
    ...proofOf(session).owner,
    purpose: 'fresh-proof',
    method,
    address: address ?? methodAddress(method, person, await loadFactors(world, person.id)),
    secret: sending ? freshSecret(world) : null,
    digits: digits ?? codeLength,
    lifeMinutes: codeMinutes,
  })
  if (sending) await sendProofCode(world, { session, caller, person, challenge })
  return challenge
}

/** A session stands on a machine that its person signed in on. */
export const proofSend = (
  { personId, machineId }: Pick<OpenSession, 'personId' | 'machineId'>,
  { method }: Pick<Challenge, 'method'>,
) => codeSend({ personId, method, knownMachineId: machineId })

interface Sending {
  session: OpenSession
  caller: Caller
  person: Person
  challenge: Challenge
}

/** Throws `slow-down`. */
export async function sendProofCode(
  world: World,
  { session, caller, person, challenge }: Sending,
): Promise<void> {
  const send = proofSend(session, challenge)
  if (!(await take(world, send))) throw await slowDown(world, [send])
  const now = world.clock.now()
  await queueCode(world, {
    person,
    organization: await organizationById(world, person.organizationId),
    caller,
    challenge: await noteSent(world, challenge, stepAt(now)),
    now,
  })
}

/** The open challenge of a proof. Throws `proof-over` where there is none, or its ten minutes are over. */
export async function openProof(world: World, session: OpenSession): Promise<OwnedChallenge> {
  const challenge = await findChallenge(world, proofOf(session))
  if (!challenge || later(challenge.createdAt, proofMinutes * minute) <= world.clock.now())
    throw new Problem('proof-over')
  return challenge
}

/** What the page shows now; sends nothing. Throws `proof-over`. */
export async function proofStep(world: World, session: OpenSession): Promise<ProofStep> {
  const challenge = await openProof(world, session)
  const personContext = await loadPersonContext(world, session.personId)
  const methods = await proofMethods(world, personContext.person)
  const step = codeStep({ ...personContext, challenge, methods, triesLeft: mostTries - challenge.tries })
  return { ...step, waysOut: await whomToAsk(world, personContext) }
}

/** Where the code cannot come any more, somebody else enters another number or address. */
async function whomToAsk(world: World, { person, preferences }: PersonContext): Promise<WayOut[]> {
  const holders = await holdersOf(world, person.organizationId, 'Administer Users')
  return waysOut({
    check: 'no-method-left',
    locationId: person.locationId,
    administrators: holders.filter(({ id }) => id !== person.id),
    supportLink: preferences.supportLink,
    opensAt: null,
  })
}
