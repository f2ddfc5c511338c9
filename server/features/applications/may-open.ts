/** Whether somebody who is signed in may open an application now, must prove again first, or is refused (R13.3). */
import type { Method, OpenCheck, OpenVerdict } from '../../../contract/words.ts'
import { nearestOpening } from './nearest-opening.ts'
import type { Opening, OpeningFacts, OpeningReason, OpeningValues } from './opening.ts'

type Condition = (facts: OpeningFacts) => boolean

interface NamedCheck {
  name: OpenCheck
  speaks: Condition
  verdict: OpenVerdict
}

const isOff: Condition = ({ application }) => !application.isOn
const isNotAmong: Condition = ({ person }) => !person.isAmong

/** Asked as "is it recognized", so that a state nobody thought of is not. */
const lacksMachine: Condition = ({ application, machine }) =>
  application.wanted.recognizedMachine && machine !== 'recognized'

/** Asked as "is it later", so that a time nobody can read is not. */
const isLater = (at: Date, after: Date | null) => after === null || at > after

const isPasswordTooOld: Condition = ({ application, session }) =>
  !isLater(session.passwordAt, application.wanted.passwordAfter)

const isFactorTooOld: Condition = ({ application: { wanted }, session: { factor } }) =>
  wanted.factorAfter !== null && (factor === null || !isLater(factor.at, wanted.factorAfter))

const isFactorTooWeak: Condition = ({ application: { wanted }, session: { factor } }) =>
  wanted.methods !== null && (factor === null || !wanted.methods.includes(factor.method))

const lacksFactor: Condition = (facts) => isFactorTooOld(facts) || isFactorTooWeak(facts)

const hasNoWay: Condition = (facts) => lacksFactor(facts) && countingMethods(facts).length === 0

/** Said in full: it opens, so it leans on no check before it. */
const isMet: Condition = (facts) =>
  facts.application.isOn === true &&
  facts.person.isAmong === true &&
  !lacksMachine(facts) &&
  !isPasswordTooOld(facts) &&
  !lacksFactor(facts)

// The order is the rule: whoever may not open it is told so before anything is asked of them.
const checks: readonly NamedCheck[] = [
  { name: 'application-off', speaks: isOff, verdict: 'refuse' },
  { name: 'not-for-you', speaks: isNotAmong, verdict: 'refuse' },
  { name: 'machine-not-recognized', speaks: lacksMachine, verdict: 'refuse' },
  { name: 'factor-too-old', speaks: (facts) => isFactorTooOld(facts) && hasNoWay(facts), verdict: 'refuse' },
  { name: 'factor-too-weak', speaks: hasNoWay, verdict: 'refuse' },
  { name: 'password-too-old', speaks: isPasswordTooOld, verdict: 'prove-again' },
  { name: 'factor-too-old', speaks: isFactorTooOld, verdict: 'prove-again' },
  { name: 'factor-too-weak', speaks: isFactorTooWeak, verdict: 'prove-again' },
  { name: 'open', speaks: isMet, verdict: 'open' },
]

/** Silence opens nothing. */
const fallback: NamedCheck = { name: 'last-word', speaks: () => true, verdict: 'refuse' }

/** Total; the same facts give the same answer. */
export function mayOpen(facts: OpeningFacts): Opening {
  const opening = judge(facts)
  return { ...opening, nearest: nearestOpening(facts, opening, judge) }
}

function judge(facts: OpeningFacts): Omit<Opening, 'nearest'> {
  const { name, verdict } = checks.find(({ speaks }) => speaks(facts)) ?? fallback
  return { verdict, check: name, prove: whatToProve(facts, verdict), reasons: reasonsFor(facts, name) }
}

function whatToProve(facts: OpeningFacts, verdict: OpenVerdict): Opening['prove'] {
  if (verdict !== 'prove-again') return { password: false, methods: [] }
  return {
    password: isPasswordTooOld(facts),
    methods: lacksFactor(facts) ? countingMethods(facts) : [],
  }
}

function countingMethods({ application: { wanted }, person }: OpeningFacts): readonly Method[] {
  return person.methods.filter((method) => wanted.methods === null || wanted.methods.includes(method))
}

/** The check that spoke first; then what else is missed of the same kind. */
function reasonsFor(facts: OpeningFacts, name: OpenCheck): OpeningReason[] {
  const missed: OpenCheck[] = [name]
  if (name === 'password-too-old' && isFactorTooOld(facts)) missed.push('factor-too-old')
  if (/^(password|factor)-too-old$/.test(name) && isFactorTooWeak(facts)) missed.push('factor-too-weak')
  return missed.map((check) => ({ check, values: valuesOf(facts, check) }))
}

function valuesOf(facts: OpeningFacts, check: OpenCheck): OpeningValues {
  const { application, machine, session } = facts
  const { wanted } = application
  const factor = {
    provedAt: session.factor && iso(session.factor.at),
    method: session.factor?.method ?? null,
  }
  switch (check) {
    case 'machine-not-recognized':
      return { machine }
    case 'password-too-old':
      return { provedAt: iso(session.passwordAt), wantedAfter: iso(wanted.passwordAfter) }
    case 'factor-too-old':
      return { ...factor, wantedAfter: iso(wanted.factorAfter) }
    case 'factor-too-weak':
      return { ...factor, wanted: wanted.methods?.join(', ') ?? null }
    default:
      return {}
  }
}

function iso(at: Date | null): string | null {
  return at === null || Number.isNaN(at.getTime()) ? null : at.toISOString()
}
