/** Which gateway takes text messages, and how is it spoken to? Reads the address, or says what is wrong with it. */
import { type Reading, readServiceAddress } from '../service-address.ts'
import { type GatewayAddress, readGatewayAddress } from './gateway-address.ts'
import { readSmppAddress, type SmppAddress } from './smpp-address.ts'
import { readTwilioAddress, type TwilioAddress } from './twilio-address.ts'

export type TextSenderAddress = TwilioAddress | GatewayAddress | SmppAddress

/**
 * - `twilio://ACCOUNT_SID:AUTH_TOKEN@api.twilio.com?from=+15555550100`
 * - `https://user:password@host/path?…#to=phone&text=message&format=form`
 * - `smpp://system_id:password@host:2775?source=Doorward`
 *
 * Every option stands in docs/configure-text-messages.md.
 */
export function readTextSenderAddress(text: string): Reading<TextSenderAddress> {
  const address = readServiceAddress(text)
  if (!address.value) return address
  const { scheme } = address.value
  if (scheme === 'twilio' || scheme === 'twilio+http') return readTwilioAddress(address.value)
  if (scheme === 'http' || scheme === 'https') return readGatewayAddress(address.value)
  if (scheme === 'smpp' || scheme === 'smpps') return readSmppAddress(address.value)
  return {
    value: null,
    faults: ['It begins with none of twilio://, https://, http://, smpp:// and smpps://.'],
  }
}

/** Sentences, one for each fault of a text message address; none when it can be used. */
export function textSenderFaults(text: string): string[] {
  return [...readTextSenderAddress(text).faults]
}
