import { type ChosenMethod, everybodysMethod } from '../../../contract/words.ts'
import { type Actor, auditedBy, personActor } from '../../base/actor.ts'
import type { Id } from '../../base/id.ts'
import { Problem } from '../../base/problem.ts'
import type { World } from '../../tools/world.ts'
import { recordAudit } from '../audit/audit.store.ts'
import { closeOwned } from '../challenges/owned-challenges.store.ts'
import { removeFactor } from '../factors/factors.store.ts'
import { clearMethodLimit } from '../limits/method-limits.store.ts'
import { methodChangedNotice } from '../messages/notice.ts'
import { tellPerson } from '../messages/tell-person.flow.ts'
import { changeDefaultMethod, type Person } from '../people/people.store.ts'
import { endWhatRestsOn } from '../revocation/end-what-rests-on.flow.ts'
import { asEnroller, type Enroller, ownerOf } from './enroller.flow.ts'
import { codeAddress } from './make-ready.flow.ts'

/** R6.7, R8.2: one method less; e-mail, which everybody has, becomes the default where this was it. Throws `not-found`. */
export async function removeMethod(
  world: World,
  enroller: Extract<Enroller, { signIn: null }>,
  method: ChosenMethod,
): Promise<void> {
  await asEnroller(world, enroller, async (world, person) => {
    const by = personActor(person, enroller.caller)
    await closeOwned(world, { owner: ownerOf(enroller), purpose: 'enrollment', method })
    const keepSessionId = enroller.session.id
    if (!(await takeMethodAway(world, { person, method, by, keepSessionId }))) throw new Problem('not-found')
  })
}

interface Removal {
  /** Held. */
  person: Person
  method: ChosenMethod
  by: Actor
  /** The person's own session that asks. */
  keepSessionId?: Id<'session'>
}

/** The same by whomever, in the caller's transaction. False where there was none. */
export async function takeMethodAway(
  world: World,
  { person, method, by, keepSessionId }: Removal,
): Promise<boolean> {
  if (!(await removeFactor(world, person.id, method))) return false
  const { id: personId, organizationId } = person
  await endWhatRestsOn(world, 'method-removed', { organizationId, personId, keepSessionId })
  await clearMethodLimit(world, personId, method)
  const wasDefault = person.defaultMethod === method
  if (wasDefault) await changeDefaultMethod(world, person.id, everybodysMethod)
  await recordAudit(world, {
    organizationId: person.organizationId,
    ...auditedBy(by),
    personId: person.id,
    event: 'method-removed',
    data: { method, wasDefault },
  })
  const addresses = [person.email ?? (await codeAddress(world, person.id))]
  const telling = { person, addresses, kind: 'method-changed', by }
  await tellPerson(world, telling, (told) => methodChangedNotice({ ...told, change: 'removed', method }))
  if (wasDefault)
    await tellPerson(world, telling, (told) =>
      methodChangedNotice({ ...told, change: 'made-default', method: everybodysMethod }),
    )
  return true
}
