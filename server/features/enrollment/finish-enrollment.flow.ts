import type { Enrollment } from '../../../contract/api/enrollment.ts'
import { everybodysMethod, type Method } from '../../../contract/words.ts'
import { personActor } from '../../base/actor.ts'
import { Problem } from '../../base/problem.ts'
import type { World } from '../../tools/world.ts'
import { recordAudit } from '../audit/audit.store.ts'
import { loadFactors } from '../factors/factors.store.ts'
import { methodChangedNotice } from '../messages/notice.ts'
import { tellPerson } from '../messages/tell-person.flow.ts'
import { changeDefaultMethod, finishSetUp, type Person } from '../people/people.store.ts'
import { loadPreferences } from '../preferences/preferences.store.ts'
import { endWhatRestsOn } from '../revocation/end-what-rests-on.flow.ts'
import { goOnAfterSetUp } from '../sign-in/after-set-up.flow.ts'
import type { SignInResult } from '../sign-in/sign-in-result.ts'
import { asEnroller, type Enroller, whoseOf } from './enroller.flow.ts'
import { readEnrollment } from './enrollment.flow.ts'
import { codeAddress } from './make-ready.flow.ts'

export type Finished = { signIn: SignInResult } | { enrollment: Enrollment }

/** R6.5: e-mail must be ready, and the default be one of the methods that are. Throws `method-not-available`. */
export async function finishEnrollment(
  world: World,
  enroller: Enroller,
  defaultMethod: Method,
): Promise<Finished> {
  const signIn = await asEnroller(world, enroller, async (world, person) => {
    await refuseUnready(world, person, defaultMethod)
    if (person.setUpAt === null) await complete(world, { enroller, person, defaultMethod })
    else if (person.defaultMethod !== defaultMethod)
      await changeDefault(world, { enroller, person, defaultMethod })
    return enroller.signIn && goOnAfterSetUp(world, enroller)
  })
  return signIn ? { signIn } : { enrollment: await readEnrollment(world, enroller) }
}

async function refuseUnready(world: World, person: Person, defaultMethod: Method): Promise<void> {
  const ready = (await loadFactors(world, person.id)).map(({ method }) => method)
  const { methods: allowed } = await loadPreferences(world, person.organizationId)
  const fault = !ready.includes(everybodysMethod)
    ? 'Please confirm your e-mail address first.'
    : ready.includes(defaultMethod) && allowed.includes(defaultMethod)
      ? null
      : 'Please choose one of the ways you have set up.'
  if (fault) throw new Problem('method-not-available', { fields: { default: fault } })
}

interface Finishing {
  enroller: Enroller
  person: Person
  defaultMethod: Method
}

async function complete(world: World, { enroller, person, defaultMethod }: Finishing): Promise<void> {
  await finishSetUp(world, person.id, defaultMethod)
  await endWhatRestsOn(world, 'set-up-finished', whoseOf(enroller, person))
  await audit(world, { enroller, person, defaultMethod }, 'set-up-finished')
}

/** Where a person stays the same in every way, what was proved stays proved: only the first question is another one. */
async function changeDefault(world: World, finishing: Finishing): Promise<void> {
  const { enroller, person, defaultMethod } = finishing
  await changeDefaultMethod(world, person.id, defaultMethod)
  await audit(world, finishing, 'default-changed')
  const by = personActor(person, enroller.caller)
  const addresses = [person.email ?? (await codeAddress(world, person.id))]
  await tellPerson(world, { person, addresses, kind: 'method-changed', by }, (told) =>
    methodChangedNotice({ ...told, change: 'made-default', method: defaultMethod }),
  )
}

async function audit(
  world: World,
  { enroller, person, defaultMethod }: Finishing,
  event: string,
): Promise<void> {
  await recordAudit(world, {
    organizationId: person.organizationId,
    actorId: person.id,
    personId: person.id,
    address: enroller.caller.address,
    event,
    data: { before: person.defaultMethod, default: defaultMethod },
  })
}
