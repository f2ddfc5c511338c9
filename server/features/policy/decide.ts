/** Whether this sign-in is let in, asked for a code, led to set-up or refused (R3.1 to R3.12, R15.2). */
import type { Check } from '../../../contract/words.ts'
import {
  hasChanged,
  isElapsed,
  isEverySignIn,
  isInactive,
  isKeyMissingForPerson,
  isKnown,
  isMachineIdle,
  isMachineKeyMissing,
  isMachineUnrecognized,
  isNewToPerson,
  isNothingOn,
  isResetOpen,
  isResetOver,
  lacksCellPhone,
  lacksMethodForMachine,
  lacksMethodForPerson,
  lacksWayAfterReset,
  lacksWayBesideMail,
  mustSetUp,
  wouldSetUpByMailAlone,
} from './conditions.ts'
import type { Decision } from './decision.ts'
import type { Facts } from './facts.ts'
import { nearestChange } from './nearest.ts'
import { allow, challenge, enroll, type Judgment, refuse, type ToJudgment } from './verdicts.ts'

interface NamedCheck {
  name: Check
  speaks: (facts: Facts) => boolean
  verdict: ToJudgment
}

// The order is the rule: what proves the machine stands before reset and set-up, so that neither weakens it.
const checks: readonly NamedCheck[] = [
  { name: 'person-inactive', speaks: isInactive, verdict: refuse },
  { name: 'nothing-asked', speaks: isNothingOn, verdict: allow },
  { name: 'no-cell-phone', speaks: lacksCellPhone, verdict: refuse },
  { name: 'no-method-left', speaks: lacksMethodForMachine, verdict: refuse },
  { name: 'reset-over', speaks: lacksWayAfterReset, verdict: refuse },
  { name: 'mailbox-alone', speaks: lacksWayBesideMail, verdict: refuse },
  { name: 'machine-key-missing', speaks: isMachineKeyMissing, verdict: challenge },
  { name: 'machine-unrecognized', speaks: isMachineUnrecognized, verdict: challenge },
  { name: 'machine-idle', speaks: isMachineIdle, verdict: challenge },
  { name: 'mailbox-alone', speaks: wouldSetUpByMailAlone, verdict: challenge },
  { name: 'reset-open', speaks: isResetOpen, verdict: enroll },
  { name: 'reset-over', speaks: isResetOver, verdict: challenge },
  { name: 'not-set-up', speaks: mustSetUp, verdict: enroll },
  { name: 'no-method-left', speaks: lacksMethodForPerson, verdict: refuse },
  { name: 'every-sign-in', speaks: isEverySignIn, verdict: challenge },
  { name: 'machine-key-missing', speaks: isKeyMissingForPerson, verdict: challenge },
  { name: 'machine-new', speaks: isNewToPerson, verdict: challenge },
  { name: 'network-changed', speaks: hasChanged('network'), verdict: challenge },
  { name: 'browser-changed', speaks: hasChanged('browser'), verdict: challenge },
  { name: 'system-changed', speaks: hasChanged('system'), verdict: challenge },
  { name: 'frequency-elapsed', speaks: isElapsed, verdict: challenge },
  { name: 'known', speaks: isKnown, verdict: allow },
]

/** Silence never allows: facts that no check has a word for are asked for a code. */
const fallback: NamedCheck = { name: 'last-word', speaks: () => true, verdict: challenge }

/** Total over valid dates; the same facts give the same decision, down to the order of its reasons. */
export function decide(facts: Facts): Decision {
  const judgment = judge(facts)
  return { ...judgment, nearest: nearestChange(facts, judgment, judge) }
}

function judge(facts: Facts): Judgment {
  const check = checks.find(({ speaks }) => speaks(facts)) ?? fallback
  return check.verdict(facts, check.name)
}
