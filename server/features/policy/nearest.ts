/** The nearest change that would have flipped the verdict (R3.12). It is tried on the decision itself, never guessed. */
import type { Check } from '../../../contract/words.ts'
import {
  activatePerson,
  addCellPhone,
  askLessOften,
  type Candidate,
  countTheCookie,
  finishSetUp,
  mailCountsAgain,
  proveOnceHere,
  resetTwoFactor,
  setUpAMethod,
  signInAfter,
  signInAsBefore,
  signInBefore,
  turnOffTwoFactor,
  turnOnTwoFactor,
  turnOnUnidentifiedMachine,
} from './candidates.ts'
import type { NearestChange } from './decision.ts'
import type { Facts } from './facts.ts'
import type { Judgment } from './verdicts.ts'

type ToCandidates = (facts: Facts) => readonly Candidate[]

/** In the order in which they are tried. */
const candidates: Record<Check, readonly ToCandidates[]> = {
  'person-inactive': [activatePerson],
  'nothing-asked': [turnOnTwoFactor, turnOnUnidentifiedMachine],
  'no-cell-phone': [addCellPhone],
  'no-method-left': [resetTwoFactor, setUpAMethod],
  'mailbox-alone': [resetTwoFactor, mailCountsAgain],
  'machine-key-missing': [countTheCookie, proveOnceHere],
  'machine-unrecognized': [proveOnceHere],
  'machine-idle': [signInBefore, proveOnceHere],
  'reset-open': [finishSetUp],
  'reset-over': [finishSetUp, resetTwoFactor],
  'not-set-up': [finishSetUp],
  'every-sign-in': [askLessOften, turnOffTwoFactor],
  'machine-new': [proveOnceHere],
  'network-changed': [signInAsBefore, proveOnceHere],
  'browser-changed': [signInAsBefore, proveOnceHere],
  'system-changed': [signInAsBefore, proveOnceHere],
  'frequency-elapsed': [signInBefore, proveOnceHere],
  known: [signInAfter],
  'last-word': [proveOnceHere],
}

/** Null where no single change would have led to another verdict. */
export function nearestChange(
  facts: Facts,
  { check, verdict }: Pick<Judgment, 'check' | 'verdict'>,
  judge: (facts: Facts) => Pick<Judgment, 'verdict'>,
): NearestChange | null {
  for (const { change, values, facts: changed } of candidates[check].flatMap((make) => make(facts))) {
    const wouldBe = judge(changed).verdict
    if (wouldBe !== verdict) return { change, wouldBe, values }
  }
  return null
}
