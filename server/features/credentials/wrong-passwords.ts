/** What a password that is tried counts against until it proves right (R5.9): keyed alike whether the user name exists or not. */
import type { Id } from '../../base/id.ts'
import { nameKey } from '../../base/name-key.ts'
import { knownNetwork } from '../machines/network.ts'

interface Tried {
  userName: string
  /** As it was typed; undefined where none is named. */
  organization: string | undefined
  network: string
  /** Of the machine's token; empty where there is none. */
  machineHash: string
}

/** The organization by its id where it is known, so that named and unnamed it counts as one. */
export function triesOf(
  { userName, organization, network, machineHash }: Tried,
  organizationId: Id<'organization'> | undefined,
) {
  const name = `${organizationId ?? nameKey(organization ?? '')}\0${nameKey(userName)}`
  return {
    here: { limit: 'password-here' as const, by: `${machineHash}\0${name}` },
    ofName: { limit: 'password-of-name' as const, by: name },
    ofAddress: { limit: 'password-names-of-address' as const, by: knownNetwork(network) ?? name, each: name },
  }
}

export type Tries = ReturnType<typeof triesOf>

export const proofTry = (sessionId: Id<'session'>) => ({
  limit: 'password-of-session' as const,
  by: sessionId,
})
