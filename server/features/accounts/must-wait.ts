/** From when on does an address count that an administrator typed for somebody (T4)? */
import { hour, later } from '../../base/duration.ts'
import type { ContactField } from './contact-field.ts'

/** So long the owner of the old address has to say that it is wrong. */
export const waitingHours = 24

export interface TypedAddress {
  field: ContactField
  from: string | null
  to: string | null
  /** The person was here once: there is somebody whose place could be taken. */
  hasSignedIn: boolean
  /** A cell phone was put in, changed or taken away within that time. */
  changedLately: boolean
  /** `FOUREYES` is on, and the person holds a right. */
  wantsFourEyes: boolean
}

export type Counts = { at: 'once' } | { at: Date } | { at: 'confirmed' }

/**
 * A first cell phone counts at once: it is the remedy for who is refused without one (R5.4), and whoever types it has not the
 * password. It is not the first where another was taken away just before. A number that is taken away counts at once: nobody comes in by it.
 */
export function countsFrom(typed: TypedAddress, now: Date): Counts {
  if (typed.to === null || !typed.hasSignedIn) return { at: 'once' }
  if (typed.wantsFourEyes) return { at: 'confirmed' }
  if (typed.field === 'cellPhone' && typed.from === null && !typed.changedLately) return { at: 'once' }
  return { at: later(now, waitingHours * hour) }
}
