/** Which gateway takes text messages, and how is it spoken to? Reads the address, or says what is wrong with it. */
import { type Reading, reading, readServiceAddress } from '../service-address.ts'
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

/** A message that several providers are asked to take must leave before its claim lapses. */
const mostProviders = 3
/** A space or a comma ends an address only where another one begins: inside an address both may stand. */
const between = /[\s,]+(?=[a-z][a-z0-9+.-]*:\/\/)/i

/** One address, or several in the order of preference, with spaces or commas between them. */
export function readTextSenderAddresses(text: string): Reading<TextSenderAddress[]> {
  const texts = text.trim().split(between)
  const read = texts.map(readTextSenderAddress)
  const faults = read.flatMap(({ faults }, place) =>
    faults.map((fault) => (texts.length === 1 ? fault : `Address ${place + 1}: ${fault}`)),
  )
  if (texts.length > mostProviders) faults.push(`It names more than ${mostProviders} providers.`)
  if (new Set(texts).size < texts.length) faults.push('It names the same provider twice.')
  return reading(faults, () => read.flatMap(({ value }) => value ?? []))
}

/** By which administrators know a provider: its host, and the port where it is unusual; never a credential. */
export function hostOf(address: TextSenderAddress): string {
  return address.kind === 'smpp' ? address.host : new URL(address.url).host
}

/** Sentences, one for each fault of a text message address, or of several; none when it can be used. */
export function textSenderFaults(text: string): string[] {
  return [...readTextSenderAddresses(text).faults]
}
