import type { z } from 'zod'
import type { CodeStep, Step } from '../../../contract/api/sign-in.ts'
import type { Method } from '../../../contract/words.ts'
import type { World } from '../../tools/world.ts'
import { type Challenge, openChallengeOf } from '../challenges/challenges.store.ts'
import { codeExpiresAt } from '../challenges/one-time-code.ts'
import { appCodeDigits } from '../factors/app-code.ts'
import type { Factor } from '../factors/factors.store.ts'
import { closedMethods } from '../limits/method-limits.store.ts'
import { organizationById } from '../organizations/organizations.store.ts'
import { type Person, personById } from '../people/people.store.ts'
import type { Decision } from '../policy/decision.ts'
import { toReasons } from '../policy/explain.ts'
import { loadPreferences } from '../preferences/preferences.store.ts'
import { holdersOf } from '../rights/rights.store.ts'
import { countingFactors } from './counting-factors.flow.ts'
import { maskAddress, methodAddress } from './method-address.ts'
import { mostAttempts, type SignIn } from './sign-ins.store.ts'
import { opensAgainAt, waysOut } from './ways-out.ts'

/** What the sign-in page shows now. Reading it sends nothing and changes nothing (R5.11). */
export async function currentStep(world: World, signIn: SignIn): Promise<Step> {
  const reasons = toReasons(signIn.decision)
  if (signIn.state === 'enroll') return { step: 'enroll', reasons }
  const person = await personById(world, signIn.personId)
  const ways = await loadWaysOut(world, person, signIn.decision)
  const challenge = signIn.state === 'code' ? await openChallengeOf(world, signIn.id) : undefined
  if (!challenge) return { step: 'refused', waysOut: ways, reasons }
  const { decision, attempts } = signIn
  const shown = {
    person,
    challenge,
    methods: decision.methods,
    factors: await countingFactors(world, person, decision),
    triesLeft: mostAttempts - attempts,
  }
  return { ...(await codeStep(world, shown)), waysOut: ways, reasons }
}

async function loadWaysOut(world: World, person: Person, decision: Decision) {
  const administrators = await holdersOf(world, person.organizationId, 'Administer Users')
  const { supportLink } = await loadPreferences(world, person.organizationId)
  const opensAt = opensAgainAt(decision, await closedMethods(world, person.id))
  return waysOut({
    check: decision.check,
    locationId: person.locationId,
    administrators,
    supportLink,
    opensAt,
  })
}

type CodeStepCore = Omit<z.infer<typeof CodeStep>, 'waysOut' | 'reasons'>

interface Shown {
  person: Person
  challenge: Challenge
  /** All that may be used. */
  methods: readonly Method[]
  factors: readonly Factor[]
  triesLeft: number
}

/** How a code that is asked for is shown, at the sign-in and for a fresh proof. */
export async function codeStep(
  world: World,
  { person, challenge, methods, factors, triesLeft }: Shown,
): Promise<CodeStepCore> {
  const closed = await closedMethods(world, person.id)
  const others = methods.filter((method) => method !== challenge.method && !closed.has(method))
  const addressed = others.flatMap((method): [Method, string][] => {
    const address = methodAddress(method, person, factors)
    return address ? [[method, maskAddress(method, address)]] : []
  })
  return {
    step: 'code',
    method: challenge.method,
    sentTo: challenge.address && maskAddress(challenge.method, challenge.address),
    expiresAt:
      challenge.sent && challenge.sent.sentSteps.length > 0
        ? codeExpiresAt(challenge.sent).toISOString()
        : null,
    triesLeft,
    digits: challenge.sent?.digits ?? appCodeDigits,
    otherMethods: others,
    otherAddresses: Object.fromEntries(addressed),
    organization: (await organizationById(world, person.organizationId)).name,
  }
}
