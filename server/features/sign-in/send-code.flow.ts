import type { Method } from '../../../contract/words.ts'
import { Problem } from '../../base/problem.ts'
import type { World } from '../../tools/world.ts'
import { type Challenge, freshSecret, insertChallenge, noteSent } from '../challenges/challenges.store.ts'
import { codeExpiresAt, codeOfStep, stepAt } from '../challenges/one-time-code.ts'
import { kindOf } from '../factors/kinds.ts'
import { methodAddress } from '../factors/method-address.ts'
import { anotherCode, codeSend } from '../limits/code-sends.ts'
import { slowDown, take } from '../limits/taken-limits.store.ts'
import type { Caller } from '../machines/caller.ts'
import { queueMessage } from '../messages/messages.store.ts'
import type { Organization } from '../organizations/organizations.store.ts'
import type { Person } from '../people/people.store.ts'
import { countingFactors, type PersonContext } from './person-context.flow.ts'
import type { SignIn } from './sign-ins.store.ts'

interface Asking {
  signIn: SignIn
  personContext: PersonContext
  caller: Caller
}

/** The first method in the order of the decision by which a code can leave now; undefined where all are locked or full. */
export async function askByFirstOpen(world: World, asking: Asking): Promise<Challenge | undefined> {
  const { signIn, personContext } = asking
  for (const method of signIn.decision.methods)
    if (!personContext.closed.has(method) && (await takeSend(world, signIn, method)))
      return askForCode(world, asking, method)
  return undefined
}

/** Another method than the one in use. Throws `slow-down` where too much was sent, with the wait until it opens. */
export async function askByAnother(world: World, asking: Asking, method: Method): Promise<Challenge> {
  if (kindOf(method).sending) await takeAnother(world, asking.signIn, method)
  return askForCode(world, asking, method)
}

/** Opens a challenge for a method of the person and, where a code is sent, sends it at once (R5.3). */
async function askForCode(
  world: World,
  { signIn, personContext, caller }: Asking,
  method: Method,
): Promise<Challenge> {
  const { person, preferences } = personContext
  const address = methodAddress(method, person, countingFactors(personContext, signIn.decision))
  const kind = kindOf(method)
  const isSent = kind.sending !== null
  if (isSent && address === null) throw new Problem('method-not-available')
  const now = world.clock.now()
  const challenge = await insertChallenge(world, {
    organizationId: person.organizationId,
    personId: person.id,
    signInId: signIn.id,
    sessionId: null,
    purpose: 'sign-in',
    method,
    address,
    secret: isSent ? freshSecret(world) : null,
    digits: kind.digits ?? preferences.codeLength,
    lifeMinutes: preferences.codeMinutes,
    ...(isSent && { sentAt: now }),
  })
  if (isSent) await queueCode(world, { ...personContext, caller, challenge, now })
  return challenge
}

/** Sends the code of the present minute again, through the outbox, in the caller's transaction. Throws `slow-down`. */
export async function sendAnother(
  world: World,
  { signIn, personContext, caller, challenge }: Asking & { challenge: Challenge },
): Promise<void> {
  const now = world.clock.now()
  // In the lock order: the code before the sign-in.
  const sent = await noteSent(world, challenge, stepAt(now))
  await takeAnother(world, signIn, challenge.method)
  await queueCode(world, { ...personContext, caller, challenge: sent, now })
}

/** Only what is sent is counted. */
async function takeSend(world: World, signIn: SignIn, method: Method): Promise<boolean> {
  return kindOf(method).sending === null || take(world, codeSend({ ...signIn, method }))
}

/** Beside what the person may cause, one sign-in may only cause so many. Belongs into a transaction that ends with the fault. */
async function takeAnother(world: World, signIn: SignIn, method: Method): Promise<void> {
  const takings = [codeSend({ ...signIn, method }), anotherCode(signIn)]
  for (const taking of takings) if (!(await take(world, taking))) throw await slowDown(world, takings)
}

interface QueuedCode {
  person: Person
  organization: Organization
  caller: Caller
  challenge: Challenge
  now: Date
}

/** Puts the code of the present minute into the outbox, whatever it is asked for. */
export async function queueCode(
  world: World,
  { person, organization, caller, challenge, now }: QueuedCode,
): Promise<void> {
  const { sent, address } = challenge
  const { sending } = kindOf(challenge.method)
  if (!sent || !address || !sending) return
  const words = {
    code: codeOfStep(sent, stepAt(now)),
    organization: organization.name,
    displayName: person.displayName,
    lifeMinutes: sent.lifeMinutes,
    purpose: challenge.purpose,
  }
  const host = new URL(world.publicUrl).hostname
  await queueMessage(world, {
    organizationId: person.organizationId,
    personId: person.id,
    channel: sending.channel,
    recipient: address,
    kind: 'code',
    content: sending.message({ ...words, ...caller, host, at: now }),
    dropAt: codeExpiresAt(sent),
  })
}
