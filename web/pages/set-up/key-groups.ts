/** Decides how a key is shown to somebody who types it. */

/** "4OLJQUEI" gives "4OLJ" and "QUEI". */
export function keyGroups(key: string): string[] {
  return key.match(/.{1,4}/g) ?? []
}
