import type { Enrollment, MethodState } from '../../../contract/api/enrollment.ts'
import { type Method, methods } from '../../../contract/words.ts'
import type { World } from '../../tools/world.ts'
import { findChallenge, openMethods } from '../challenges/owned-challenges.store.ts'
import { loadFactors } from '../factors/factors.store.ts'
import { personById } from '../people/people.store.ts'
import { loadPreferences } from '../preferences/preferences.store.ts'
import { type Enroller, ownerOf } from './enroller.flow.ts'
import { sentCode } from './sent-code.ts'

/** How far set-up is. Reading it sends nothing and changes nothing (R6.6). */
export async function readEnrollment(world: World, enroller: Enroller): Promise<Enrollment> {
  const person = await personById(world, enroller.personId)
  const factors = await loadFactors(world, person.id)
  const { methods: allowed } = await loadPreferences(world, person.organizationId)
  const which = { owner: ownerOf(enroller), purpose: 'enrollment' } as const
  const pending = await openMethods(world, which)
  const ready = (method: Method) => factors.find((factor) => factor.method === method)
  const state = (method: Method): MethodState =>
    ready(method) ? 'ready' : pending.includes(method) ? 'pending' : 'none'
  const asked = {
    email: await findChallenge(world, { ...which, method: 'email' }),
    text: await findChallenge(world, { ...which, method: 'text' }),
  }
  const address = (method: 'email' | 'text') => ready(method)?.address ?? asked[method]?.address ?? null
  const sent = (method: 'email' | 'text') => asked[method] && sentCode(asked[method], world.clock.now())
  return {
    methods: {
      email: { state: state('email'), address: address('email'), sent: sent('email') ?? null },
      app: { state: state('app') },
      text: { state: state('text'), phone: address('text'), sent: sent('text') ?? null },
    },
    default: person.defaultMethod,
    complete: person.setUpAt !== null,
    suggestedEmail: person.email,
    allowed: methods.filter((method) => allowed.includes(method)),
  }
}
