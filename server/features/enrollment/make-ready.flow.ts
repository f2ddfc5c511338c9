import { everybodysMethod } from '../../../contract/words.ts'
import { personActor } from '../../base/actor.ts'
import type { Id } from '../../base/id.ts'
import { nameKey } from '../../base/name-key.ts'
import type { World } from '../../tools/world.ts'
import { recordAudit } from '../audit/audit.store.ts'
import type { OwnedChallenge } from '../challenges/owned-challenges.store.ts'
import { type Factor, loadFactors, saveFactor } from '../factors/factors.store.ts'
import { kindOf } from '../factors/kinds.ts'
import { maskAddress } from '../factors/method-address.ts'
import { giveBack } from '../limits/taken-limits.store.ts'
import { methodChangedNotice, otherAddressNotice } from '../messages/notice.ts'
import { tellPerson } from '../messages/tell-person.flow.ts'
import type { Person } from '../people/people.store.ts'
import { endWhatRestsOn } from '../revocation/end-what-rests-on.flow.ts'
import { noteProof } from '../sign-in/sign-ins.store.ts'
import { type Enroller, whoseOf } from './enroller.flow.ts'
import { rememberHere } from './remember-here.flow.ts'
import { enrollmentSend } from './send-enrollment-code.flow.ts'

export interface Proved {
  enroller: Enroller
  person: Person
  challenge: OwnedChallenge
  /** The app's step of the code; null for a sent code. */
  appStep: number | null
}

/** A method counts from now on, instead of the one it replaces (R6.7); in the caller's transaction. */
export async function makeReady(world: World, proved: Proved): Promise<void> {
  const { enroller, person, challenge, appStep } = proved
  const { method, address } = challenge
  const old = (await loadFactors(world, person.id)).find((factor) => factor.method === method)
  await saveFactor(world, {
    organizationId: person.organizationId,
    personId: person.id,
    method,
    address,
    key: challenge.key,
    lastStep: appStep,
  })
  if (challenge.key !== null || old?.address !== address) await afterChange(world, proved, old)
  if (challenge.sent) await giveBack(world, enrollmentSend(enroller, method))
  const at = world.clock.now()
  if (enroller.signIn) await noteProof(world, enroller.signIn.id, { method, at })
  else await rememberHere(world, enroller, { method, at })
}

async function afterChange(world: World, proved: Proved, old: Factor | undefined): Promise<void> {
  const { enroller, person, challenge } = proved
  const { method, address } = challenge
  await endWhatRestsOn(world, old ? 'method-replaced' : 'method-added', whoseOf(enroller, person))
  await recordAudit(world, {
    organizationId: person.organizationId,
    actorId: person.id,
    personId: person.id,
    address: enroller.caller.address,
    event: old ? 'method-replaced' : 'method-added',
    data: { method, ...(address && { to: maskAddress(method, address) }) },
  })
  await tell(world, proved, old)
}

/** R8.2; a code address other than the profile's is told to the profile's (R6.2), and a replaced one to the old one too. */
async function tell(
  world: World,
  { enroller, person, challenge }: Proved,
  old: Factor | undefined,
): Promise<void> {
  const { method, address } = challenge
  const by = personActor(person, enroller.caller)
  const isByMail = kindOf(method).sending?.channel === 'email'
  const isElsewhere = isByMail && address && person.email && nameKey(address) !== nameKey(person.email)
  if (isElsewhere)
    await tellPerson(world, { person, addresses: [person.email], kind: 'other-address', by }, (told) =>
      otherAddressNotice({ ...told, other: address }),
    )
  const email = person.email ?? (isByMail ? address : await codeAddress(world, person.id))
  const addresses = [isElsewhere ? null : email, isByMail ? old?.address : null]
  const change = old ? 'replaced' : 'added'
  await tellPerson(world, { person, addresses, kind: 'method-changed', by }, (told) =>
    methodChangedNotice({ ...told, change, method }),
  )
}

/** The e-mail address that was set up for codes. */
export async function codeAddress(world: World, personId: Id<'person'>): Promise<string | null> {
  return (
    (await loadFactors(world, personId)).find(({ method }) => method === everybodysMethod)?.address ?? null
  )
}
