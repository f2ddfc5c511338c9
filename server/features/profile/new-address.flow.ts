import type { BodyOf } from '../../../contract/api/endpoints.ts'
import type { NewAddress } from '../../../contract/api/profile.ts'
import { personActor } from '../../base/actor.ts'
import { Problem } from '../../base/problem.ts'
import type { World } from '../../tools/world.ts'
import { changeContact } from '../accounts/change-contact.flow.ts'
import { type ContactField, contactFields } from '../accounts/contact-field.ts'
import { type Answer, type Asked, answer } from '../challenges/answer.flow.ts'
import {
  closeOwned,
  findChallenge,
  mostTries,
  type OwnedChallenge,
  takeTry,
} from '../challenges/owned-challenges.store.ts'
import type { Enroller } from '../enrollment/enroller.flow.ts'
import { makeReady } from '../enrollment/make-ready.flow.ts'
import { enrollmentSend, sendToNew } from '../enrollment/send-enrollment-code.flow.ts'
import { sentCode } from '../enrollment/sent-code.ts'
import { loadFactors } from '../factors/factors.store.ts'
import { readCode } from '../factors/read-code.flow.ts'
import { giveBack } from '../limits/taken-limits.store.ts'
import { useLinksOf } from '../links/links.store.ts'
import type { Caller } from '../machines/caller.ts'
import { findMachine } from '../machines/machines.store.ts'
import { lockPerson, type Person } from '../people/people.store.ts'
import { ends } from '../revocation/ends.ts'
import { isSessionOpen } from '../sessions/own-sessions.store.ts'
import type { OpenSession } from '../sessions/sessions.store.ts'

interface Asking {
  session: OpenSession
  caller: Caller
}

const whichOf = ({ id: sessionId }: OpenSession, field: ContactField) =>
  ({
    owner: { signInId: null, sessionId },
    purpose: 'new-address',
    method: contactFields[field].method,
  }) as const

/** The code that confirms a new address leaves for it, and nothing else does (T6). The person is held. Throws `slow-down`. */
export async function askNewAddress(
  world: World,
  { session, caller }: Asking,
  { person, field, address }: { person: Person; field: ContactField; address: string },
): Promise<void> {
  const which = whichOf(session, field)
  const send = enrollmentSend(asItsEnroller({ session, caller }), which.method)
  await sendToNew(world, { ...which, address, person, caller, send })
}

/** The new address whose code is on its way; null where there is none. Reading sends nothing. */
export async function newAddress(
  world: World,
  session: OpenSession,
  field: ContactField,
): Promise<NewAddress | null> {
  const asked = await findChallenge(world, whichOf(session, field))
  return asked ? sentCode(asked, world.clock.now()) : null
}

/**
 * T6, S3: the new address is proved, and counts. Where such codes are set up they go to it, too, if the person wants it so. Throws
 * `code-expired` where nothing was asked, `no-session`, and what `answer` throws. `left` 0: it is asked for anew.
 */
export async function confirmNewAddress(
  world: World,
  asking: Asking,
  { field, code, forCodes }: BodyOf<'POST /api/profile/new-address/code'>,
): Promise<Answer<void>> {
  const challenge = await findChallenge(world, whichOf(asking.session, field))
  if (!challenge) throw new Problem('code-expired')
  const asked = askedBy(asking, { field, forCodes, challenge })
  return answer(world, asked, { typed: code, read: readCode })
}

interface Confirming {
  field: ContactField
  forCodes: boolean
  challenge: OwnedChallenge
}

function askedBy(asking: Asking, confirming: Confirming): Asked<Person, void> {
  const { session, caller } = asking
  const { challenge, field } = confirming
  return {
    challenge,
    address: caller.address,
    over: 'code-expired',
    isOwnMethod: false,
    async takeTry(world) {
      const taken = await takeTry(world, challenge.id)
      return taken && mostTries - taken.tries
    },
    end: (world) => closeOwned(world, whichOf(session, field)),
    async takeBefore(world) {
      const person = await lockPerson(world, session.personId)
      if (field === 'email') await useLinksOf(world, person.id, ends['email-changed'].links)
      await findMachine(world, person.organizationId, caller.machineToken)
    },
    async lock(world) {
      const person = await lockPerson(world, session.personId)
      if (!person.active || !(await isSessionOpen(world, session.id))) throw new Problem('no-session')
      return person
    },
    goOn: (world, person) => take(world, asking, { ...confirming, person }),
  }
}

async function take(
  world: World,
  asking: Asking,
  { person, field, forCodes, challenge }: Confirming & { person: Person },
): Promise<void> {
  const { session, caller } = asking
  const enroller = asItsEnroller(asking)
  const address = challenge.address!
  const { method } = challenge
  const isSetUp = (await loadFactors(world, person.id)).some((factor) => factor.method === method)
  const by = personActor(person, caller)
  await changeContact(world, { person, [field]: address, by, keepSessionId: session.id })
  if (forCodes && isSetUp) {
    const changed = { ...person, [field]: address }
    return makeReady(world, { enroller, person: changed, challenge, appStep: null })
  }
  await giveBack(world, enrollmentSend(enroller, method))
}

function asItsEnroller({ session, caller }: Asking): Extract<Enroller, { signIn: null }> {
  return { caller, personId: session.personId, signIn: null, session }
}
