import type { EnrollmentCode } from '../../../contract/api/enrollment.ts'
import type { Method } from '../../../contract/words.ts'
import { secondsUntil } from '../../base/duration.ts'
import { Problem } from '../../base/problem.ts'
import type { World } from '../../tools/world.ts'
import { freshSecret, insertChallenge, noteSent } from '../challenges/challenges.store.ts'
import { stepAt } from '../challenges/one-time-code.ts'
import {
  type ChallengeOwner,
  closeOwned,
  findChallenge,
  type OwnedChallenge,
} from '../challenges/owned-challenges.store.ts'
import { sendableFrom } from '../challenges/send-pause.ts'
import { kindOf } from '../factors/kinds.ts'
import { codeSend } from '../limits/code-sends.ts'
import { slowDown, type Taking, take } from '../limits/taken-limits.store.ts'
import type { Caller } from '../machines/caller.ts'
import { organizationById } from '../organizations/organizations.store.ts'
import type { Person } from '../people/people.store.ts'
import { loadPreferences } from '../preferences/preferences.store.ts'
import { queueCode } from '../sign-in/send-code.flow.ts'
import { asEnroller, type Enroller, ownerOf } from './enroller.flow.ts'
import { sentCode } from './sent-code.ts'

interface Where {
  method: Method
  /** An e-mail address, or a number in E.164. */
  address: string
}

interface Typed {
  method: Method
  address: string
  /** As the request calls it, for what is said of a fault. */
  field: string
}

/** R6.2, R6.4. Throws `invalid-value`, `method-not-available`, `slow-down`, and `sign-in-over` or `no-session` where it ended meanwhile. */
export async function sendToken(
  world: World,
  enroller: Enroller,
  { method, address, field }: Typed,
): Promise<EnrollmentCode> {
  const read = kindOf(method).sending?.readAddress(address)
  if (!read) throw new Problem('method-not-available')
  if ('fault' in read) throw new Problem('invalid-value', { fields: { [field]: read.fault } })
  return sendTo(world, enroller, { method, address: read.address })
}

async function sendTo(world: World, enroller: Enroller, where: Where): Promise<EnrollmentCode> {
  return asEnroller(world, enroller, async (world, person) => {
    const { methods } = await loadPreferences(world, person.organizationId)
    if (!methods.includes(where.method)) throw new Problem('method-not-available')
    const which = { owner: ownerOf(enroller), purpose: 'enrollment' } as const
    const send = enrollmentSend(enroller, where.method)
    return sendToNew(world, { ...which, ...where, person, caller: enroller.caller, send })
  })
}

interface ToNew extends Where {
  owner: ChallengeOwner
  purpose: 'enrollment' | 'new-address'
  /** Held by the transaction. */
  person: Person
  caller: Caller
  send: Taking
}

/** Sends a code to an address that nobody has confirmed yet; in the caller's transaction. Throws `slow-down`. */
export async function sendToNew(world: World, to: ToNew): Promise<EnrollmentCode> {
  const { person, caller, send } = to
  const now = world.clock.now()
  const open = await openFor(world, to)
  if (!(await take(world, send))) throw await slowDown(world, [send])
  const challenge = await noteSent(world, open, stepAt(now))
  const organization = await organizationById(world, person.organizationId)
  await queueCode(world, { person, organization, caller, challenge, now })
  return sentCode(challenge, now)!
}

/** The same address asks for the code of the same challenge again; another one begins anew. */
async function openFor(world: World, { owner, purpose, person, method, address }: ToNew) {
  const which = { owner, purpose, method }
  const open = await findChallenge(world, which)
  if (open && open.address === address && sentCode(open, world.clock.now())) {
    refuseSoon(open, world.clock.now())
    return open
  }
  await closeOwned(world, which)
  const { codeLength, codeMinutes } = await loadPreferences(world, person.organizationId)
  return insertChallenge(world, {
    organizationId: person.organizationId,
    personId: person.id,
    ...owner,
    purpose,
    method,
    address,
    secret: freshSecret(world),
    digits: codeLength,
    lifeMinutes: codeMinutes,
  })
}

function refuseSoon({ lastSentAt }: OwnedChallenge, now: Date): void {
  const from = lastSentAt && sendableFrom(lastSentAt, now)
  if (from && from > now) throw new Problem('slow-down', { retryAfterSeconds: secondsUntil(from, now) })
}

/** Counts with the codes of every other purpose. */
export function enrollmentSend({ personId, signIn, session }: Enroller, method: Method) {
  const knownMachineId = signIn ? signIn.knownMachineId : session.machineId
  return codeSend({ personId, method, knownMachineId })
}
