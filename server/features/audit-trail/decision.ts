/** Whether what the audit keeps of a decision can be explained, and how it reads in full. */
import { checks, verdicts } from '../../../contract/words.ts'
import type { Decision } from '../policy/decision.ts'
import { explain } from '../policy/explain.ts'

/** Lines as `explain` writes them; none where there was no decision, or one of a shape we do not know any more. */
export function explainedDecision(kept: unknown): string[] {
  return isDecision(kept) ? explain(kept) : []
}

function isDecision(kept: unknown): kept is Decision {
  if (typeof kept !== 'object' || kept === null) return false
  const { verdict, check, methods, reasons, nearest } = kept as Partial<Record<keyof Decision, unknown>>
  return (
    isOneOf(verdicts, verdict) &&
    isOneOf(checks, check) &&
    Array.isArray(methods) &&
    Array.isArray(reasons) &&
    reasons.every(isReason) &&
    (nearest === null || hasValues(nearest))
  )
}

function isReason(kept: unknown): boolean {
  return hasValues(kept) && isOneOf(checks, (kept as { check?: unknown }).check)
}

function hasValues(kept: unknown): boolean {
  return (
    typeof kept === 'object' && kept !== null && typeof (kept as { values?: unknown }).values === 'object'
  )
}

function isOneOf(known: readonly string[], word: unknown): boolean {
  return typeof word === 'string' && known.includes(word)
}
