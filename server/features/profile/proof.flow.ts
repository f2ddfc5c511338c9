import type { ProofStep } from '../../../contract/api/profile.ts'
import type { Method } from '../../../contract/words.ts'
import { later, minute, secondsUntil } from '../../base/duration.ts'
import { Problem } from '../../base/problem.ts'
import { transaction } from '../../tools/transaction.ts'
import type { World } from '../../tools/world.ts'
import { recordAudit } from '../audit/audit.store.ts'
import { insertChallenge, noteSent } from '../challenges/challenges.store.ts'
import { stepAt } from '../challenges/one-time-code.ts'
import {
  closeOwned,
  findChallenge,
  mostTries,
  type OwnedChallenge,
} from '../challenges/owned-challenges.store.ts'
import { boundCodes } from '../enrollment/send-enrollment-code.flow.ts'
import { appCodeDigits } from '../factors/app-code.ts'
import { loadFactors } from '../factors/factors.store.ts'
import { closedMethods } from '../limits/method-limits.store.ts'
import { countWrongPassword, endPause, pausedUntil } from '../limits/pauses.store.ts'
import type { Caller } from '../machines/caller.ts'
import { holdPerson, type Person, personById } from '../people/people.store.ts'
import { usableMethods } from '../policy/usable-methods.ts'
import { loadPreferences } from '../preferences/preferences.store.ts'
import { freshUntil } from '../sessions/freshness.ts'
import { freshenSession } from '../sessions/own-sessions.store.ts'
import type { OpenSession } from '../sessions/sessions.store.ts'
import { codeStep } from '../sign-in/current-step.flow.ts'
import { methodAddress } from '../sign-in/method-address.ts'
import { queueCode } from '../sign-in/send-code.flow.ts'

/** From the right password to the right code, whatever happens in between. */
const proofMinutes = 10

export interface Proving {
  session: OpenSession
  caller: Caller
}

/**
 * The password, then a code where ways to confirm are set up and `2FA` is On. Throws `wrong-password`, `slow-down`,
 * `method-not-available`, `method-locked`.
 */
export async function beginProof(
  world: World,
  { session, caller, password }: Proving & { password: string },
): Promise<ProofStep> {
  const checked = await checkPassword(world, { session, caller, password })
  return transaction(world, async (world) => {
    const person = await holdPerson(world, session.personId)
    if (!person.active || person.passwordHash !== checked.passwordHash) throw new Problem('no-session')
    await closeOwned(world, proofOf(session))
    const { twoFactorOn } = await loadPreferences(world, person.organizationId)
    if (!twoFactorOn || person.setUpAt === null) return proved(world, { session, caller, method: null })
    const method = await firstOpen(world, person)
    await askForProof(world, { session, caller, person, method })
    return proofStep(world, session)
  })
}

export const proofOf = ({ id: sessionId }: Pick<OpenSession, 'id'>) =>
  ({ owner: { signInId: null, sessionId }, purpose: 'fresh-proof' }) as const

/** A count of its own, so that whoever holds a stolen session cannot slow the person's sign-ins down. */
async function checkPassword(
  world: World,
  { session, caller, password }: Proving & { password: string },
): Promise<Person> {
  const person = await personById(world, session.personId)
  const subject = { kind: 'person', name: `proof\0${person.id}` } as const
  const until = await pausedUntil(world, subject)
  if (until) throw new Problem('slow-down', { retryAfterSeconds: secondsUntil(until, world.clock.now()) })
  // Counted before the password is looked at, so that simultaneous guesses cannot share one count.
  await countWrongPassword(world, subject)
  if (!(await world.passwords.verify(password, person.passwordHash))) {
    await audit(world, { session, caller, event: 'wrong-password', data: { purpose: 'fresh-proof' } })
    throw new Problem('wrong-password')
  }
  await endPause(world, subject)
  return person
}

/** All ways that may be used for a proof, the default first. */
async function proofMethods(world: World, person: Person): Promise<Method[]> {
  const ready = (await loadFactors(world, person.id)).map(({ method }) => method)
  const { methods: allowed } = await loadPreferences(world, person.organizationId)
  const closed = await closedMethods(world, person.id)
  return usableMethods({ ready, allowed, closed, defaultMethod: person.defaultMethod })
}

async function firstOpen(world: World, person: Person): Promise<Method> {
  const usable = await proofMethods(world, person)
  const closed = await closedMethods(world, person.id)
  const open = usable.find((method) => !closed.has(method))
  if (open) return open
  const [locked] = usable
  if (!locked) throw new Problem('method-not-available')
  throw new Problem('method-locked', { lockedUntil: closed.get(locked)?.toISOString() ?? null })
}

/** Throws `method-not-available` and `method-locked` for a way that cannot be used now. */
export async function refuseMethod(world: World, person: Person, method: Method): Promise<void> {
  if (!(await proofMethods(world, person)).includes(method)) throw new Problem('method-not-available')
  const closed = await closedMethods(world, person.id)
  if (closed.has(method))
    throw new Problem('method-locked', { lockedUntil: closed.get(method)?.toISOString() ?? null })
}

interface Asking extends Proving {
  person: Person
  method: Method
}

/** Opens a challenge and sends its code, unless it is the app's; in the caller's transaction, the person held. */
export async function askForProof(world: World, { session, caller, person, method }: Asking) {
  const { codeLength, codeMinutes } = await loadPreferences(world, person.organizationId)
  const challenge = await insertChallenge(world, {
    organizationId: person.organizationId,
    personId: person.id,
    ...proofOf(session).owner,
    purpose: 'fresh-proof',
    method,
    address: methodAddress(method, person, await loadFactors(world, person.id)),
    digits: method === 'app' ? appCodeDigits : codeLength,
    lifeMinutes: codeMinutes,
  })
  if (method !== 'app') await sendProofCode(world, { caller, person, challenge })
  return challenge
}

interface Sending {
  caller: Caller
  person: Person
  challenge: Awaited<ReturnType<typeof insertChallenge>>
}

export async function sendProofCode(world: World, { caller, person, challenge }: Sending): Promise<void> {
  await boundCodes(world, person.id)
  const now = world.clock.now()
  await queueCode(world, {
    person,
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
  const person = await personById(world, session.personId)
  return codeStep(world, {
    person,
    challenge,
    methods: await proofMethods(world, person),
    factors: await loadFactors(world, person.id),
    triesLeft: mostTries - challenge.tries,
  })
}

/** The session is fresh for ten minutes; in the caller's transaction. @param method the way of the code; null without one */
export async function proved(
  world: World,
  { session, caller, method }: Proving & { method: Method | null },
): Promise<ProofStep> {
  if (!(await freshenSession(world, session.id, { secondFactor: method !== null })))
    throw new Problem('no-session')
  await audit(world, { session, caller, event: 'fresh-proof', data: { method } })
  const now = world.clock.now()
  return { step: 'done', freshUntil: freshUntil({ freshAt: now }, now)!.toISOString() }
}

interface Event extends Proving {
  event: string
  data: Record<string, unknown>
}

export async function audit(world: World, { session, caller, event, data }: Event): Promise<void> {
  const { organizationId, personId } = session
  await recordAudit(world, {
    organizationId,
    actorId: personId,
    personId,
    address: caller.address,
    event,
    data,
  })
}
