/** Decides how a telephone number is written while somebody types it, and when a full number stands there (R6.4). */
import { AsYouType, type PhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { plainDigits } from '../../../contract/digits.ts'

const home = 'US'
const homeCallingCode = '1'

export type PhoneEntry =
  /** Not yet, or not any more, a number. */
  | { state: 'part' }
  /** No digits can make a cell phone of it: letters, an extension, or too many digits. */
  | { state: 'unusable' }
  /** Abroad, where a number may be complete and yet go on. */
  | { state: 'perhaps'; e164: string }
  | { state: 'full'; e164: string }

/**
 * What stands in the field after a change. It is written anew only where somebody types at its end: a caret that stands
 * inside would jump, and a bracket could not be deleted.
 * @param caret how many signs stand before it
 */
export function formattedPhone(written: string, before: string, caret = written.length): string {
  const typed = seen(written)
  const isDeleting = typed.length < before.length
  if (caret < written.length) return written
  if (isDeleting || /[^\d\s()+.\-/]/.test(typed)) return typed
  return new AsYouType(home).input(typed)
}

/** How long a full number rests before it counts: a key may follow; a foreign one may even go on. */
const restMilliseconds = { full: 1000, perhaps: 1500 }

/** After which rest, from the last key on, a code goes out by itself; null: not while somebody is still at it. */
export function restBeforeSending({ state }: PhoneEntry, isCaretInside: boolean): number | null {
  return isCaretInside || state === 'part' || state === 'unusable' ? null : restMilliseconds[state]
}

export function phoneEntry(written: string): PhoneEntry {
  const shown = seen(written)
  if (/[^\d\s()+.\-/]/.test(shown)) return { state: 'unusable' }
  const number = parsePhoneNumberFromString(shown, home)
  if (number === undefined) return { state: 'part' }
  return number.countryCallingCode === homeCallingCode ? northAmerican(number) : foreign(number)
}

/** Numbers are copied with marks that nobody sees; they are no part of them. */
function seen(text: string): string {
  return plainDigits(text).replace(/\p{Default_Ignorable_Code_Point}/gu, '')
}

/** `(555) 555-4217` for North America, `+44 7911 123456` elsewhere. */
export function readablePhone(e164: string): string {
  const number = parsePhoneNumberFromString(e164)
  if (number === undefined) return e164
  return number.countryCallingCode === homeCallingCode
    ? number.formatNational()
    : number.formatInternational()
}

/** Ten digits, whatever area they name: the server says what it thinks of them. */
function northAmerican({ nationalNumber, number: e164 }: PhoneNumber): PhoneEntry {
  if (nationalNumber.length > 10) return { state: 'unusable' }
  return nationalNumber.length === 10 && nationalNumber[0]! > '1'
    ? { state: 'full', e164 }
    : { state: 'part' }
}

function foreign(number: PhoneNumber): PhoneEntry {
  const { number: e164 } = number
  if (!number.isValid()) return tooLong(e164) ? { state: 'unusable' } : { state: 'part' }
  return { state: tooLong(`${e164}0`) ? 'full' : 'perhaps', e164 }
}

function tooLong(e164: string): boolean {
  const longer = parsePhoneNumberFromString(e164)
  return longer === undefined || (!longer.isPossible() && e164.length > 12)
}
