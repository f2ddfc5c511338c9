import { openFailOverSender } from './fail-over-sender.ts'
import { openGatewaySender } from './gateway-sender.ts'
import { openSmppSender } from './smpp-sender.ts'
import type { TextProvider, TextSender } from './text-provider.ts'
import { hostOf, readTextSenderAddresses, type TextSenderAddress } from './text-sender-address.ts'
import { openTwilioSender } from './twilio-sender.ts'

/**
 * Speaks to the gateways that the addresses name: `twilio:`, `http:`, `https:`, `smpp:` or `smpps:`.
 * @param addresses see `readTextSenderAddresses`; throws an Error where `textSenderFaults` finds one
 */
export function openTextSender(addresses: string): TextSender {
  const { value, faults } = readTextSenderAddresses(addresses)
  if (!value) throw new Error(`The text message address cannot be used: ${faults.join(' ')}`)
  const providers = value.map((address) => ({ name: hostOf(address), provider: openProvider(address) }))
  const [only, ...others] = providers
  return only && others.length === 0 ? single(only.provider) : openFailOverSender(providers)
}

function single(provider: TextProvider): TextSender {
  return {
    async send(message) {
      await provider.send(message)
      return null
    },
    close: provider.close,
  }
}

function openProvider(address: TextSenderAddress): TextProvider {
  switch (address.kind) {
    case 'twilio':
      return openTwilioSender(address)
    case 'gateway':
      return openGatewaySender(address)
    case 'smpp':
      return openSmppSender(address)
  }
}
