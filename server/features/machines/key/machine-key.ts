/** Does what is known of a machine count, or is its key missing (R15.2)? */

/** As it is kept beside the machine. */
export interface MachineKey {
  /** The point on P-256, uncompressed (SEC 1, 2.3.3), in base64url. */
  point: string
  registeredAt: Date
}

/** What is known counts for nothing: the machine has a key that was not proved, or none where one is wanted. */
export interface KeyMissing<Known> {
  state: 'key-missing'
  /** Null where the machine has none. */
  registeredAt: Date | null
  /** The browser proved another one. */
  another: boolean
  /** What would be known with the key. */
  otherwise: Known
}

export interface Keys {
  /** The machine's; null where it has none. */
  registered: MachineKey | null
  /** The point that this browser proved to have the key of. */
  proved: string | null
}

/** Of a browser that proved no key, on a machine that has none. */
export const noKeys: Keys = { registered: null, proved: null }

/** The machine has a key, and this browser did not prove to hold it: the cookie may be a copy. */
export function isStranger({ registered, proved }: Keys): boolean {
  return registered !== null && registered.point !== proved
}

/**
 * @param known what the cookie alone tells
 * @param isNothing nothing is known anyway: then there is no key to miss, unless the machine has one
 */
export function countWithKey<Known extends object>(
  known: Known,
  { keys, isRequired, isNothing }: { keys: Keys; isRequired: boolean; isNothing: boolean },
): Known | KeyMissing<Known> {
  const { registered, proved } = keys
  const isMissing = isStranger(keys) || (registered === null && isRequired && !isNothing)
  if (!isMissing) return known
  const registeredAt = registered?.registeredAt ?? null
  return { state: 'key-missing', registeredAt, another: proved !== null, otherwise: known }
}
