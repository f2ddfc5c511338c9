/** Who knocks: what a request tells of the machine and the connection it comes from. */
import type { Surroundings } from './machine.ts'

export interface Caller extends Surroundings {
  /** The client's address as seen through trusted proxies, whole; `unknown` where it could not be read, to be shown and never compared. */
  address: string
  /** The machine token we issued; null where the request brings none, or one that is not ours. */
  machineToken: string | null
  /** The point of the key that this browser proved to hold in this sign-in; absent or null where it proved none. */
  machineKey?: string | null
  /** Of the session this browser holds; it ends where another takes its place. */
  sessionToken?: string | undefined
}
