/** Of whom a code that is sent counts: what others make us send elsewhere takes nothing from a machine known to the person (R19.3). */

import type { Method } from '../../../contract/words.ts'
import type { Id } from '../../base/id.ts'

interface Sent {
  personId: Id<'person'>
  method: Method
  /** On which this person signed in before; null elsewhere. */
  knownMachineId: Id<'machine'> | null
}

export function codeSend({ personId, method, knownMachineId }: Sent) {
  return knownMachineId === null
    ? { limit: 'code-elsewhere' as const, by: `${personId}\0${method}` }
    : { limit: 'code-here' as const, by: `${knownMachineId}\0${personId}\0${method}` }
}

/** Of one sign-in after its first code, whatever the method. */
export const anotherCode = ({ id }: { id: Id<'signIn'> }) => ({ limit: 'code-again' as const, by: id })
