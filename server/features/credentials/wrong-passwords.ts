/** What a password that is tried counts against until it proves right (R5.9): keyed alike whether the user name exists or not. */
import type { Id } from '../../base/id.ts'
import { nameKey } from '../../base/name-key.ts'
import { knownNetwork, siteOf } from '../machines/network.ts'

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
  const house = organizationId ?? nameKey(organization ?? '')
  const name = `${house}\0${nameKey(userName)}`
  const site = siteOf(network)
  return {
    here: [
      { limit: 'password-here' as const, by: `${machineHash}\0${name}` },
      { limit: 'password-here-in-a-day' as const, by: `${machineHash}\0${name}` },
    ],
    ofName: { limit: 'password-of-name' as const, by: name },
    ofNameInADay: { limit: 'password-of-name-in-a-day' as const, by: name },
    /** Of distinct names: the address, the site it belongs to, and all there are. */
    ofNames: [
      { limit: 'password-names-of-address' as const, by: knownNetwork(network) ?? name, each: name },
      ...(site === null ? [] : [{ limit: 'password-names-of-site' as const, by: site, each: name }]),
      { limit: 'password-names-of-organization' as const, by: house, each: name },
    ],
  }
}

/** What a try takes where the person is not known, in the order in which it is taken and given back. */
export const takenElsewhere = ({ ofName, ofNameInADay, ofNames }: Tries) => [ofName, ofNameInADay, ...ofNames]

export type Tries = ReturnType<typeof triesOf>

export const proofTries = (sessionId: Id<'session'>) => ({
  ofSession: { limit: 'password-of-session' as const, by: sessionId },
  inADay: { limit: 'password-of-session-in-a-day' as const, by: sessionId },
})
