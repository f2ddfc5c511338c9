/** Is a message that Twilio refused worth another try? Twilio says why by an error number of its own. */
import { DeliveryFault } from '../delivery-fault.ts'

/** Errors that speak of the recipient or the message; all others may be mended in the account or pass by themselves. */
const permanent: Readonly<Record<number, string>> = {
  21211: 'the number is not valid',
  21214: 'the number cannot be reached',
  21217: 'the number is not valid',
  21265: 'the number is a short code',
  21602: 'the message is empty',
  21605: 'the message is too long',
  21610: 'the recipient has asked for no more messages',
  21614: 'the number is not a mobile number',
  21617: 'the message is too long',
}

/** @param body of the answer, JSON with a `code` as Twilio documents it; anything else counts as no code */
export function twilioFault(status: number, body: string): DeliveryFault {
  const code = errorNumber(body)
  const words = permanent[code]
  const numbers = code ? `status ${status}, error ${code}` : `status ${status}`
  if (status === 400 && words)
    return new DeliveryFault(true, `Twilio refused the message: ${words} (${numbers}).`)
  if (status === 401 || status === 403)
    return new DeliveryFault(false, `Twilio did not accept our credentials (${numbers}).`)
  if (status === 429) return new DeliveryFault(false, `Twilio asks us to slow down (${numbers}).`)
  return new DeliveryFault(false, `Twilio did not take the message (${numbers}).`)
}

function errorNumber(body: string): number {
  try {
    const code: unknown = JSON.parse(body)?.code
    return Number.isInteger(code) ? Number(code) : 0
  } catch {
    return 0
  }
}
