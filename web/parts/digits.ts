/** Decides which digits are meant when somebody types or pastes a code. */

/** Digits only, at most as many as the code has; full-width digits count, spaces and dashes do not. */
export function digitsOf(typed: string, most: number): string {
  return typed
    .normalize('NFKC')
    .replace(/[^0-9]/g, '')
    .slice(0, most)
}
