/** The nearest change that would have led to another answer (R13.3). It is tried on the answer itself, never guessed. */
import { methods as allMethods, type OpenCheck } from '../../../contract/words.ts'
import { later } from '../../base/duration.ts'
import type { Opening, OpeningChange, OpeningFacts, OpeningValues } from './opening.ts'

interface Candidate {
  change: OpeningChange['change']
  values: OpeningValues
  facts: OpeningFacts
}

type ToCandidates = (facts: OpeningFacts) => readonly Candidate[]

const turnOn: ToCandidates = (facts) => [
  { change: 'turn-on', values: {}, facts: { ...facts, application: { ...facts.application, isOn: true } } },
]

const letIn: ToCandidates = (facts) => [
  { change: 'let-in', values: {}, facts: { ...facts, person: { ...facts.person, isAmong: true } } },
]

const recognizeMachine: ToCandidates = (facts) => [
  { change: 'recognize-machine', values: {}, facts: { ...facts, machine: 'recognized' } },
]

/** Everything that could be proved now, just now. */
const proveAgain: ToCandidates = (facts) => {
  const { methods } = facts.application.wanted
  const method = facts.person.methods.find((one) => methods === null || methods.includes(one))
  const factor = method ? { method, at: facts.now } : facts.session.factor
  const session = { passwordAt: facts.now, factor }
  return [{ change: 'prove-again', values: { method: method ?? null }, facts: { ...facts, session } }]
}

const setUpAMethod: ToCandidates = (facts) =>
  allMethods.map((method) => ({
    change: 'set-up-a-method',
    values: { method },
    facts: { ...facts, person: { ...facts.person, methods: [...facts.person.methods, method] } },
  }))

/** The first moment at which a proof of today is too old, if nothing else changes. */
const openFrom: ToCandidates = (facts) => {
  const { now, session, application } = facts
  const { passwordAfter, factorAfter } = application.wanted
  const ends = [
    passwordAfter && later(now, session.passwordAt.getTime() - passwordAfter.getTime()),
    factorAfter && session.factor && later(now, session.factor.at.getTime() - factorAfter.getTime()),
  ].filter((at) => at !== null)
  return ends
    .sort((one, other) => one.getTime() - other.getTime())
    .map((at) => ({ change: 'open-from', values: { at: at.toISOString() }, facts: atTime(facts, at) }))
}

function atTime(facts: OpeningFacts, now: Date): OpeningFacts {
  const moved = (at: Date | null) => at && later(at, now.getTime() - facts.now.getTime())
  const { wanted } = facts.application
  const then = {
    ...wanted,
    passwordAfter: moved(wanted.passwordAfter),
    factorAfter: moved(wanted.factorAfter),
  }
  return { ...facts, now, application: { ...facts.application, wanted: then } }
}

/** In the order in which they are tried. */
const candidates: Record<OpenCheck, readonly ToCandidates[]> = {
  'application-off': [turnOn],
  'not-for-you': [letIn],
  'machine-not-recognized': [recognizeMachine],
  'password-too-old': [proveAgain],
  'factor-too-old': [proveAgain, setUpAMethod],
  'factor-too-weak': [proveAgain, setUpAMethod],
  open: [openFrom],
  'last-word': [],
}

/** Null where no single change would have led to another answer. */
export function nearestOpening(
  facts: OpeningFacts,
  { check, verdict }: Pick<Opening, 'check' | 'verdict'>,
  judge: (facts: OpeningFacts) => Pick<Opening, 'verdict'>,
): OpeningChange | null {
  for (const { change, values, facts: changed } of candidates[check].flatMap((make) => make(facts))) {
    const wouldBe = judge(changed).verdict
    if (wouldBe !== verdict) return { change, wouldBe, values }
  }
  return null
}
