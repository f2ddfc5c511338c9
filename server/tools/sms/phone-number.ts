/** Is this a telephone number a gateway can be given? */

/** E.164: a plus sign, a country code, 15 digits at most. */
export function isE164(text: string): boolean {
  return /^\+[1-9]\d{6,14}$/.test(text)
}
