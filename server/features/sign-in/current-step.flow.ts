import type { z } from 'zod'
import type { CodeStep, Step } from '../../../contract/api/sign-in.ts'
import type { Method } from '../../../contract/words.ts'
import type { World } from '../../tools/world.ts'
import { type Challenge, openChallengeOf } from '../challenges/challenges.store.ts'
import { codeExpiresAt } from '../challenges/one-time-code.ts'
import type { Factor } from '../factors/factors.store.ts'
import { kindOf } from '../factors/kinds.ts'
import { maskAddress, methodAddress } from '../factors/method-address.ts'
import { codeSend } from '../limits/code-sends.ts'
import { fullUntil } from '../limits/taken-limits.store.ts'
import { toReasons } from '../policy/explain.ts'
import { holdersOf } from '../rights/rights.store.ts'
import { countingFactors, loadPersonContext, type PersonContext } from './person-context.flow.ts'
import { mostAttempts, type SignIn, type SignInPurpose } from './sign-ins.store.ts'
import { mailCountsFrom, opensAgainAt, waysOut, whoHelps } from './ways-out.ts'

/** What the sign-in page shows now. Reading it sends nothing and changes nothing (R5.11). */
export async function currentStep(world: World, signIn: SignIn): Promise<Step> {
  const personContext = await loadPersonContext(world, signIn.personId)
  const challenge = signIn.state === 'code' ? await openChallengeOf(world, signIn.id) : undefined
  return stepOf(world, { signIn, personContext, challenge })
}

interface At {
  signIn: SignIn
  personContext: PersonContext
  /** The open one; undefined where no code is asked for. */
  challenge: Challenge | undefined
}

/** The same, where all of it is known already. */
export async function stepOf(world: World, { signIn, personContext, challenge }: At): Promise<Step> {
  const { decision, attempts } = signIn
  const reasons = toReasons(decision)
  if (signIn.state === 'password') return choosePasswordStep({ ...personContext, purpose: signIn.purpose })
  if (signIn.state === 'enroll') return { step: 'enroll', reasons }
  const { person, preferences } = personContext
  const closed = await closedNow(world, signIn, personContext)
  const ways = waysOut({
    check: decision.check,
    locationId: person.locationId,
    administrators: await holdersOf(world, person.organizationId, whoHelps(decision)),
    supportLink: preferences.supportLink,
    opensAt: opensAgainAt(decision, closed) ?? mailCountsFrom(decision),
  })
  if (!challenge) return { step: 'refused', waysOut: ways, reasons }
  const shown = {
    ...personContext,
    closed,
    challenge,
    methods: decision.methods,
    factors: countingFactors(personContext, decision),
    triesLeft: mostAttempts - attempts,
  }
  return { ...codeStep(shown), waysOut: ways, reasons }
}

interface Choosing extends Pick<PersonContext, 'person' | 'organization'> {
  purpose: SignInPurpose
}

export function choosePasswordStep({ person, organization, purpose }: Choosing): Step {
  const { displayName, userName } = person
  const replaces = purpose === 'new-password' ? 'forgotten' : 'paper'
  return { step: 'choose-password', replaces, organization: organization.name, displayName, userName }
}

/** Methods that are locked, and those by which too much was sent. */
async function closedNow(
  world: World,
  signIn: SignIn,
  { closed }: PersonContext,
): Promise<PersonContext['closed']> {
  const sent = signIn.decision.methods.filter((method) => kindOf(method).sending && !closed.has(method))
  const full = await fullUntil(
    world,
    sent.map((method) => codeSend({ ...signIn, method })),
  )
  const ends = sent.flatMap((method, at): [Method, Date][] => (full[at] ? [[method, full[at]]] : []))
  return new Map([...closed, ...ends])
}

type CodeStepCore = Omit<z.infer<typeof CodeStep>, 'waysOut' | 'reasons'>

interface Shown extends Pick<PersonContext, 'person' | 'organization' | 'closed'> {
  challenge: Challenge
  /** All that may be used. */
  methods: readonly Method[]
  /** Whose addresses count. */
  factors: readonly Factor[]
  triesLeft: number
}

/** How a code that is asked for is shown, at the sign-in and for a fresh proof. */
export function codeStep(shown: Shown): CodeStepCore {
  const { person, organization, closed, challenge, methods, factors, triesLeft } = shown
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
    digits: challenge.digits,
    otherMethods: others,
    otherAddresses: Object.fromEntries(addressed),
    organization: organization.name,
  }
}
