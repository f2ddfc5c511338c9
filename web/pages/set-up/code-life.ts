/** Decides how the life of a code that was just sent is told. */
import { setUpWords } from '../../words/set-up.ts'

/** @param seconds left; at the usual setting a code lives one to two minutes */
export function codeLife(seconds: number): string {
  if (seconds === 0) return ''
  return seconds <= 120 ? setUpWords.expires.soon : setUpWords.expires.minutes(Math.round(seconds / 60))
}
