/** How a decision explains itself: one sentence per reason to the person, everything to administrators (R3.12). */
import type { Reason } from '../../../contract/api/sign-in.ts'
import type { Decision, DecisionReason, ReasonValues } from './decision.ts'
import { nearestLine, reasonLines, verdictLine } from './lines.ts'
import { sentences } from './sentences.ts'

/** One short sentence that stands alone, for the person. Days are in UTC: a reason does not know where it is read. */
export function sentence({ check, values }: DecisionReason): string {
  return sentences[check](values)
}

/** The reasons as the API gives them, the one that decided first. */
export function toReasons(decision: Pick<Decision, 'reasons'>): Reason[] {
  return decision.reasons.map(({ check, values }) => ({
    check,
    sentence: sentence({ check, values }),
    values: told({ check, values }),
  }))
}

/** Whoever has cookie and password need not be the person: where that one was before is told to administrators only (T19). */
function told({ check, values }: DecisionReason): ReasonValues {
  if (check !== 'network-changed') return values
  const { from, to, ...rest } = values
  return rest
}

/**
 * Lines for the audit page and the command line: the verdict, each reason with its values, and the nearest change
 * that would have flipped it, such as "Would not have been asked on this computer before 3 May 2026, 09:00 UTC."
 */
export function explain(decision: Decision): string[] {
  return [
    verdictLine(decision),
    ...decision.reasons.map(({ check, values }) => `${check}: ${reasonLines[check](values)}.`),
    ...(decision.nearest ? [nearestLine(decision.nearest)] : []),
  ]
}
