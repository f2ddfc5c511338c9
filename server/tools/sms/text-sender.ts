import { openGatewaySender } from './gateway-sender.ts'
import { openSmppSender } from './smpp-sender.ts'
import { readTextSenderAddress } from './text-sender-address.ts'
import { openTwilioSender } from './twilio-sender.ts'

export interface TextMessage {
  /** E.164. */
  to: string
  text: string
}

export interface TextSender {
  /** Resolves once the gateway has taken the message over. Throws a DeliveryFault. */
  send(message: TextMessage): Promise<void>
  close(): Promise<void>
}

/**
 * Speaks to the gateway that the address names: `twilio:`, `http:`, `https:`, `smpp:` or `smpps:`.
 * @param address see `readTextSenderAddress`; throws an Error where `textSenderFaults` finds one
 */
export function openTextSender(address: string): TextSender {
  const { value, faults } = readTextSenderAddress(address)
  if (!value) throw new Error(`The text message address cannot be used: ${faults.join(' ')}`)
  switch (value.kind) {
    case 'twilio':
      return openTwilioSender(value)
    case 'gateway':
      return openGatewaySender(value)
    case 'smpp':
      return openSmppSender(value)
  }
}
