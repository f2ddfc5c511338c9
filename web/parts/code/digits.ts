/** Decides which digits are meant when somebody types or pastes a code. */
import { plainDigits } from '../../../contract/digits.ts'

export interface CodeRead {
  /** What stands in the field then. */
  shown: string
  /** It may be checked by itself: there is no doubt that this is the code. */
  isCode: boolean
}

/**
 * In a text the code is the one run of as many digits that stands alone; where there is none, or more than one, the field
 * stays as it was. Digits with nothing but spaces, dashes and dots are a code that is being typed. Digits of any script count.
 */
export function codeRead(written: string, before: string, digits: number): CodeRead {
  const text = plainDigits(written)
  const alone = text.match(new RegExp(`(?<![\\p{L}\\d])\\d{${digits}}(?![\\p{L}\\d])`, 'gu')) ?? []
  if (alone.length === 1) return { shown: alone[0], isCode: true }
  const typed = text.replace(/[\s\p{Pd}.]/gu, '')
  if (alone.length > 1 || /\D/.test(typed) || typed.length > digits) return { shown: before, isCode: false }
  return { shown: typed, isCode: typed.length === digits }
}
