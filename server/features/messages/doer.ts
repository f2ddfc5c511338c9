/** Who is told of as having done something. */

/** Who did something, and from where. */
export interface Doer {
  /** Null for the command line. */
  personId: string | null
  /** As the person it was done to reads it; null where it was that person. */
  name: string | null
  /** Null for the command line. */
  place: { browser: string; system: string; address: string } | null
}

/** Whoever works on the server itself. */
export const serverAdministrator: Doer = {
  personId: null,
  name: 'an administrator of the server',
  place: null,
}
