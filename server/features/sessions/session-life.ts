/** When a session ends: at its last hour in any case, and earlier when nobody used it. */
import { isFromFuture } from '../../base/clock-skew.ts'
import { later, minute } from '../../base/duration.ts'

/** Use is written down at most this often. */
export const useNotedEvery = minute

interface Life {
  lastUsedAt: Date
  idleMinutes: number
  expiresAt: Date
}

export function sessionEndsAt({ lastUsedAt, idleMinutes, expiresAt }: Life): Date {
  const idleEnd = later(lastUsedAt, idleMinutes * minute)
  return idleEnd < expiresAt ? idleEnd : expiresAt
}

/** Also where the clock has jumped back since the password was given: the session would outlive its hours. */
export function isSessionOver(life: Life & { passwordAt: Date }, now: Date): boolean {
  return sessionEndsAt(life) <= now || isFromFuture(life.passwordAt, now)
}
