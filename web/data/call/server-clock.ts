/** Decides what time it is for the server: the clock of an office computer may be wrong by minutes. */

let aheadMilliseconds = 0

/** Takes the `Date` header of an answer (RFC 9110, whole seconds). */
export function learnServerTime(header: string | null, localNow: number): void {
  const serverNow = header === null ? Number.NaN : Date.parse(header)
  if (Number.isNaN(serverNow)) return
  const ahead = serverNow - localNow
  aheadMilliseconds = Math.abs(ahead) < 2000 ? 0 : ahead
}

export function serverTime(localNow: number): number {
  return localNow + aheadMilliseconds
}
