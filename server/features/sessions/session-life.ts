/** When a session ends: at its last hour in any case, and earlier when nobody used it. */
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
