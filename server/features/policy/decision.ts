/** What the decision answers with: a verdict, what it was for, and what would have changed it. */
import type { Check, LetThroughBy, Method, Verdict } from '../../../contract/words.ts'

/** A value in a reason: a count, a name, or an ISO time. */
export type ReasonValues = Record<string, string | number | boolean | null>

export interface DecisionReason {
  check: Check
  values: ReasonValues
}

/** The nearest change that would have flipped the verdict (R3.12). */
export interface NearestChange {
  /** A stable name, such as `sign-in-before`, `sign-in-from-network`, `prove-once-here`, `add-cell-phone`. */
  change: string
  /** The verdict it would have led to. */
  wouldBe: Verdict
  values: ReasonValues
}

export interface Decision {
  verdict: Verdict
  /** The check that spoke. */
  check: Check
  /** Ways that may be used, the one to use at once first; empty unless the verdict is `challenge`. */
  methods: readonly Method[]
  /** Set-up follows the code in the same sign-in (R3.4). */
  enrollFollows: boolean
  /** It rests on the open reset: a finished set-up spends it, nothing else (R7.2). */
  restsOnReset: boolean
  /** What stood in for a code; null unless the verdict is `allow` by `known`. */
  letThroughBy: LetThroughBy | null
  reasons: readonly DecisionReason[]
  nearest: NearestChange | null
}
