/** Who administers, and from where. */
import type { Caller } from '../machines/caller.ts'
import type { Doer } from '../messages/doer.ts'

export interface Asker {
  session: {
    id: string
    organizationId: string
    personId: string
    displayName: string
    freshAt: Date | null
  }
  caller: Caller
}

/** As the person it is done to reads it. */
export function doerOf({ session, caller }: Asker, personId: string): Doer {
  const { browser, system, address } = caller
  const name = personId === session.personId ? null : session.displayName
  return { personId: session.personId, name, place: { browser, system, address } }
}
