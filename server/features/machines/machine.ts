/** Is this the machine we know, and this the connection on which the person proved a factor? */

export interface Surroundings {
  /** The address: IPv4 whole, IPv6 its /64, both in canonical text. */
  network: string
  browser: string
  system: string
}

/** What the organization knows of the machine that holds this cookie (R4.2: the cookie alone is not enough). */
export type KnownMachine =
  | { state: 'unrecognized' }
  | { state: 'idle' | 'recognized'; recognizedAt: Date; lastUsedAt: Date; name: string | null }

/** What one person proved on this machine. */
export type KnownConnection =
  | { state: 'none'; hasCookie: boolean }
  | { state: 'changed'; provedAt: Date; changed: readonly Change[] }
  | { state: 'same'; provedAt: Date }

export interface Change {
  part: 'network' | 'browser' | 'system'
  from: string
  to: string
}
