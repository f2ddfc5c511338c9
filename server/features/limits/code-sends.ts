/** Of whom a code that is sent counts: what others make us send elsewhere takes nothing from a machine known to the person (R19.3). */
import type { Method } from '../../../contract/words.ts'

interface Sent {
  personId: string
  method: Method
  /** On which this person signed in before; null elsewhere. */
  knownMachineId: string | null
}

export function codeSend({ personId, method, knownMachineId }: Sent) {
  return knownMachineId === null
    ? { limit: 'code-elsewhere' as const, by: `${personId}\0${method}` }
    : { limit: 'code-here' as const, by: `${knownMachineId}\0${personId}\0${method}` }
}

/** Of one sign-in after its first code, whatever the method. */
export const anotherCode = ({ id }: { id: string }) => ({ limit: 'code-again' as const, by: id })
