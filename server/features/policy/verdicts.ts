/** What each verdict holds beside its name: ways to prove, what follows, what it rests on, and the reasons. */
import { type Check, cellPhoneMethod, type Method } from '../../../contract/words.ts'
import { hasSetUp, mustSetUp, waysBesideMail, waysThatCount } from './conditions.ts'
import type { Decision } from './decision.ts'
import type { Facts } from './facts.ts'
import { reasonsFor, whyNotByMail } from './reasons.ts'

/** A decision before the nearest change is known. */
export type Judgment = Omit<Decision, 'nearest'>

export type ToJudgment = (facts: Facts, check: Check) => Judgment

const nothing = { methods: [], enrollFollows: false, restsOnReset: false, letThroughBy: null }

export const refuse: ToJudgment = (facts, check) => ({
  ...nothing,
  verdict: 'refuse',
  check,
  reasons: reasonsFor(facts, check),
})

export const challenge: ToJudgment = (facts, check) => ({
  ...nothing,
  verdict: 'challenge',
  check,
  methods: waysToProve(facts, check),
  enrollFollows: mustSetUp(facts),
  restsOnReset: mustSetUp(facts) && facts.resetOpen,
  reasons: [...reasonsFor(facts, check), ...whyNotByMail(facts, check)],
})

export const enroll: ToJudgment = (facts, check) => ({
  ...nothing,
  verdict: 'enroll',
  check,
  restsOnReset: facts.resetOpen,
  reasons: reasonsFor(facts, check),
})

export const allow: ToJudgment = (facts, check) => ({
  ...nothing,
  verdict: 'allow',
  check,
  letThroughBy: letThroughBy(facts),
  reasons: reasonsFor(facts, check),
})

/** The person's own ways where they are set up; otherwise `UMA` alone asks, by the cell phone. */
function waysToProve(facts: Facts, check: Check): readonly Method[] {
  if (check === 'mailbox-alone') return waysBesideMail(facts)
  if (hasSetUp(facts)) return waysThatCount(facts, facts.person.methods)
  return check === 'reset-over' ? (facts.person.waysAfterReset ?? []) : [cellPhoneMethod]
}

/** Under `2FA` the remembered connection stood in for the code, whatever else is on. */
function letThroughBy(facts: Facts): Decision['letThroughBy'] {
  if (facts.twoFactor.on) return 'remembered-connection'
  return facts.unidentifiedMachine.on ? 'recognized-machine' : null
}
