/** How is an address shown so that its owner knows it, and nobody else learns it? */
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'

const hidden = '•••'

/** `b•••@agency.com`: the first letter and the domain; nothing at all where it is no address. */
export function maskEmail(address: string): string {
  const at = address.lastIndexOf('@')
  if (at < 1) return hidden
  return `${[...address][0]}${hidden}${address.slice(at)}`
}

/** `(•••) •••-4217` in North America, `+44 ••• 4217` elsewhere; fewer last digits where the number is short. */
export function maskPhone(e164: string): string {
  const phone = parsePhoneNumberFromString(e164)
  if (!phone) return hidden
  const { nationalNumber, countryCallingCode } = phone
  const last = nationalNumber.slice(nationalNumber.length < 8 ? -2 : -4)
  if (countryCallingCode === '1' && nationalNumber.length === 10) return `(${hidden}) ${hidden}-${last}`
  return `+${countryCallingCode} ${hidden} ${last}`
}

export function maskRecipient(channel: 'email' | 'text', recipient: string): string {
  return channel === 'email' ? maskEmail(recipient) : maskPhone(recipient)
}
