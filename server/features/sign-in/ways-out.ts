/** How somebody who cannot get in here may still get in (R5.4): never a dead end. */

import type { WayOut } from '../../../contract/api/sign-in.ts'
import type { Check, Method, Right } from '../../../contract/words.ts'
import type { Id } from '../../base/id.ts'
import type { Decision } from '../policy/decision.ts'

interface Administrator {
  displayName: string
  locationId: Id<'location'> | null
}

export interface WaysOutInput {
  check: Check
  locationId: Id<'location'> | null
  administrators: readonly Administrator[]
  supportLink: string | null
  /** When the first locked way opens again, where every way is locked. */
  opensAt: Date | null
}

export function waysOut({ check, locationId, administrators, supportLink, opensAt }: WaysOutInput): WayOut[] {
  const ways: WayOut[] = []
  if (opensAt) ways.push({ kind: 'wait', until: opensAt.toISOString() })
  if (check === 'no-cell-phone') ways.push({ kind: 'colleague' })
  const names = nearestNames(administrators, locationId)
  if (names.length > 0) ways.push({ kind: 'administrator', names })
  if (supportLink) ways.push({ kind: 'support', link: supportLink })
  return ways
}

/** Administrators of the person's own location; all of them where it has none. At most five. */
function nearestNames(administrators: readonly Administrator[], locationId: Id<'location'> | null): string[] {
  const own = administrators.filter((one) => locationId !== null && one.locationId === locationId)
  return (own.length > 0 ? own : administrators).slice(0, 5).map(({ displayName }) => displayName)
}

/** Who takes away what stands in the way: a new number is entered, or the ways to confirm are reset. */
export function whoHelps({ check }: Pick<Decision, 'check'>): Right {
  return check === 'mailbox-alone' ? 'Admin-Disable 2 Factor Authentication' : 'Administer Users'
}

/** When a code by e-mail is enough again, where that alone is what refuses. */
export function mailCountsFrom({ verdict, check, reasons }: Decision): Date | null {
  const until = reasons[0]?.values.until
  return verdict === 'refuse' && check === 'mailbox-alone' && typeof until === 'string'
    ? new Date(until)
    : null
}

/** The earliest end of the locks, where all ways that were asked for are locked; otherwise null. */
export function opensAgainAt(
  { methods }: { methods: readonly Method[] },
  closed: ReadonlyMap<Method, Date | null>,
): Date | null {
  if (methods.length === 0 || methods.some((method) => !closed.has(method))) return null
  const ends = methods.flatMap((method) => closed.get(method)?.getTime() ?? [])
  return ends.length > 0 ? new Date(Math.min(...ends)) : null
}
