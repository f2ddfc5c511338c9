/** What does a link to choose a password want first, beside the mailbox that it lies in (T1)? */
import type { Method } from '../../../contract/words.ts'
import { comesByMail } from '../factors/comes-by-mail.ts'
import type { Decision } from '../policy/decision.ts'

interface Led {
  hasSignedIn: boolean
  setUpAt: Date | null
  resetAt: Date | null
}

/** A link leads somebody back in who was in before; the first one is an invitation, and only lets in. */
export const isWayBackIn = ({ hasSignedIn, setUpAt, resetAt }: Led): boolean =>
  hasSignedIn || setUpAt !== null || resetAt !== null

interface Ways {
  setUpAt: Date | null
  ready: readonly Method[]
  preferences: { twoFactorOn: boolean; mailboxAlone: boolean; methods: readonly Method[] }
}

/** By which other ways whoever has one proves that it is them before anything changes, open or closed just now; none where none is wanted. */
export function methodsBesideTheLink({ setUpAt, ready, preferences }: Ways): Method[] {
  const { twoFactorOn, mailboxAlone, methods } = preferences
  if (mailboxAlone || !twoFactorOn || setUpAt === null) return []
  return ready.filter((method) => methods.includes(method) && !comesByMail(method))
}

/** What such a proof is asked by. Refused where none of the ways can be used any more: somebody must take them away. */
export function proofDecision(methods: readonly Method[]): Decision {
  const check = 'mailbox-alone'
  return {
    verdict: methods.length > 0 ? 'challenge' : 'refuse',
    check,
    methods,
    enrollFollows: false,
    restsOnReset: false,
    letThroughBy: null,
    reasons: [{ check, values: { until: null } }],
    nearest: null,
  }
}
