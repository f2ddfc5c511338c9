import type { Enrollment, MethodState } from '../../../contract/api/enrollment.ts'
import { type Method, methods } from '../../../contract/words.ts'
import type { World } from '../../tools/world.ts'
import { findChallenge } from '../challenges/owned-challenges.store.ts'
import { loadFactors } from '../factors/factors.store.ts'
import { personById } from '../people/people.store.ts'
import { loadPreferences } from '../preferences/preferences.store.ts'
import { type Enroller, mayBeProfiles, ownerOf } from './enroller.flow.ts'
import { sentCode } from './sent-code.ts'

/** How far set-up is. Reading it sends nothing and changes nothing (R6.6). */
export async function readEnrollment(world: World, enroller: Enroller): Promise<Enrollment> {
  const person = await personById(world, enroller.personId)
  const factors = await loadFactors(world, person.id)
  const { methods: allowed } = await loadPreferences(world, person.organizationId)
  const which = { owner: ownerOf(enroller), purpose: 'enrollment' } as const
  async function stateOf(method: Method) {
    const ready = factors.find((factor) => factor.method === method)
    const asked = await findChallenge(world, { ...which, method })
    const state: MethodState = ready ? 'ready' : asked ? 'pending' : 'none'
    const address = ready?.address ?? asked?.address ?? null
    return [method, { state, address, sent: asked ? sentCode(asked, world.clock.now()) : null }] as const
  }
  const states = await Promise.all(methods.map(stateOf))
  const { email, app, text } = Object.fromEntries(states) as Record<Method, (typeof states)[number][1]>
  return {
    methods: {
      email,
      app: { state: app.state },
      text: { state: text.state, phone: text.address, sent: text.sent },
    },
    default: person.defaultMethod,
    complete: person.setUpAt !== null,
    suggestedEmail: person.email,
    phoneForProfile: mayBeProfiles(enroller, person),
    allowed: methods.filter((method) => allowed.includes(method)),
  }
}
