/** What may be said about a code that is on its way: where it went, how long it lives, what to type. */
import type { EnrollmentCode } from '../../../contract/api/enrollment.ts'
import type { Method } from '../../../contract/words.ts'
import { codeExpiresAt, type SentCode } from '../challenges/one-time-code.ts'
import { showAddress } from '../factors/method-address.ts'

interface Asked {
  method: Method
  address: string | null
  sent: SentCode | null
}

/** Null where nothing was sent, or the newest code has died. */
export function sentCode({ method, address, sent }: Asked, now: Date): EnrollmentCode | null {
  if (address === null || sent === null || sent.sentSteps.length === 0) return null
  const expiresAt = codeExpiresAt(sent)
  if (expiresAt <= now) return null
  return { sentTo: showAddress(method, address), expiresAt: expiresAt.toISOString(), digits: sent.digits }
}
