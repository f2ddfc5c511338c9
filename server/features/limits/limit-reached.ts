/** What a bound refused, so that the audit can tell of it once whatever had begun is undone. */
import type { Id } from '../../base/id.ts'
import { Problem } from '../../base/problem.ts'
import type { SlidingName } from './limits-table.ts'

export interface Bounded {
  organizationId: Id<'organization'>
  personId: Id<'person'> | null
}

export class LimitReached extends Problem {
  readonly limit: SlidingName
  /** Whose bound it is, where neither a session nor a sign-in tells. */
  readonly whose: Bounded | undefined
  constructor(
    limit: SlidingName,
    { retryAfterSeconds, whose }: { retryAfterSeconds: number; whose: Bounded | undefined },
  ) {
    super('slow-down', { retryAfterSeconds })
    this.limit = limit
    this.whose = whose
  }
}

/** Which bound refused it; undefined where none did. */
export function limitBehind(fault: unknown): string | undefined {
  if (fault instanceof LimitReached) return fault.limit
  if (!(fault instanceof Problem)) return undefined
  if (fault.code === 'slow-down') return 'sendPause'
  return fault.code === 'method-locked' ? 'codesUntilLock' : undefined
}
