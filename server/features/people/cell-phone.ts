/** Is this a telephone number that can receive text messages, how is it kept, and how do people read it? */
import {
  type NumberType,
  ParseError,
  type PhoneNumber,
  parsePhoneNumberWithError,
} from 'libphonenumber-js/max'
import { plainDigits } from '../../../contract/digits.ts'
import { withoutInvisible } from '../../base/invisible.ts'

const homeRegion = 'US'
const homeCallingCode = '1'

/** E.164, or why the text is no such number, as a sentence. */
export type ReadCellPhone = { e164: string } | { fault: string }

/** Kinds of numbers that are known not to receive text messages; where the kind cannot be told, we let it pass. */
const withoutTexts: readonly NumberType[] = [
  'FIXED_LINE',
  'TOLL_FREE',
  'PREMIUM_RATE',
  'SHARED_COST',
  'PAGER',
  'UAN',
  'VOICEMAIL',
]

const extension = /(?:extension|extn|ext|x)\.?\s*\d+\s*$/iu

const faults = {
  INVALID_COUNTRY: 'This number has a country code that does not exist.',
  NOT_A_NUMBER: 'This is not a telephone number.',
  TOO_SHORT: 'This number has too few digits.',
  TOO_LONG: 'This number has too many digits.',
  INVALID_LENGTH: 'A number in this country has another count of digits.',
}

/** @param text with or without formatting, in the digits of any script; without a country code it is a North American number of ten digits */
export function readCellPhone(text: string): ReadCellPhone {
  const typed = plainDigits(withoutInvisible(text))
  const number = parse(typed)
  if (typeof number === 'string') return { fault: number }
  if (number.ext) return { fault: 'A number with an extension cannot receive text messages.' }
  if (!number.isPossible()) return { fault: abroadFault(typed) ?? lengthFault(number) }
  if (!isKnown(number)) return { fault: abroadFault(typed) ?? 'There is no such number in that country.' }
  if (withoutTexts.includes(number.getType()))
    return { fault: 'This is a landline or service number. It cannot receive text messages.' }
  return { e164: number.number }
}

/** Area and exchange begin with 2 to 9, and neither is a service such as 911. */
const northAmerican = /^(?:[2-9](?!11)\d\d){2}\d{4}$/

/** North America opens area codes often, so any that its plan allows is taken; elsewhere only a known range is no slip. */
function isKnown(number: PhoneNumber): boolean {
  if (number.countryCallingCode === homeCallingCode) return northAmerican.test(number.nationalNumber)
  return number.isValid()
}

/** Digits without a plus that are no number here and would be one abroad with it; null for others. */
function abroadFault(typed: string): string | null {
  if (typed.includes('+')) return null
  const abroad = parse(`+${typed.replace(/\D/g, '')}`)
  if (typeof abroad === 'string' || abroad.countryCallingCode === homeCallingCode || !abroad.isValid())
    return null
  return `There is no such number in North America. Is the + missing? ${abroad.formatInternational()} is a number abroad.`
}

function parse(text: string): PhoneNumber | string {
  // Letters are telephone keys to the library; "1-800-FLOWERS" typed here is a mistake.
  if (/\p{L}/u.test(text.replace(extension, ''))) return faults.NOT_A_NUMBER
  try {
    return parsePhoneNumberWithError(text.trim(), { defaultCountry: homeRegion, extract: false })
  } catch (error) {
    const why = error instanceof ParseError ? error.message : ''
    return faults[why as keyof typeof faults] ?? faults.NOT_A_NUMBER
  }
}

function lengthFault({ nationalNumber, countryCallingCode }: PhoneNumber): string {
  if (countryCallingCode !== homeCallingCode) return faults.INVALID_LENGTH
  return nationalNumber.length < 10 ? faults.TOO_SHORT : faults.TOO_LONG
}

/** `(555) 555-4217` for North America, `+44 7911 123456` elsewhere; reading it again gives the same number. */
export function showCellPhone(e164: string): string {
  const number = parsePhoneNumberWithError(e164)
  return number.countryCallingCode === homeCallingCode
    ? number.formatNational()
    : number.formatInternational()
}

/** By which digits people look for a number: with and without the country code, and the last four, as masks show them. */
export function phoneDigits(e164: string): string[] {
  const { nationalNumber } = parsePhoneNumberWithError(e164)
  return [e164.slice(1), nationalNumber, nationalNumber.slice(-4)]
}
