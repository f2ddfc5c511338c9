/** Decides which digits are meant when somebody types or pastes a code. */
import { plainDigits } from '../../../contract/digits.ts'

/** Digits only, of any script, at most as many as the code has; spaces and dashes do not count. */
export function digitsOf(typed: string, most: number): string {
  return plainDigits(typed)
    .replace(/[^0-9]/g, '')
    .slice(0, most)
}
