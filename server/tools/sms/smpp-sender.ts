import { textSegments } from '../../base/text-segments.ts'
import { DeliveryFault } from '../delivery-fault.ts'
import { isE164 } from './phone-number.ts'
import type { SmppAddress } from './smpp-address.ts'
import { submitFault } from './smpp-fault.ts'
import { openSmppSession, type SmppSession, usualPatience } from './smpp-session.ts'
import type { TextMessage, TextProvider } from './text-provider.ts'

/** An SMPP server, bound as transceiver at the first message and again after the connection was lost. */
export function openSmppSender(address: SmppAddress, patience = usualPatience): TextProvider {
  let opening: Promise<SmppSession> | undefined
  let messages = 0
  async function session(): Promise<SmppSession> {
    const isFresh = opening === undefined
    opening ??= openSmppSession(address, patience)
    const mine = opening
    const forget = () => {
      if (opening === mine) opening = undefined
    }
    const present = await mine.catch((error) => {
      forget()
      throw error
    })
    if (isFresh || present.isOpen()) return present
    forget()
    return session()
  }
  return {
    async send(message) {
      if (!isE164(message.to)) throw new DeliveryFault(true, 'The telephone number cannot be used.')
      messages = (messages + 1) % 256
      const bound = await session()
      for (const parameters of submissions(address, message, messages)) {
        const { command_status } = await bound.request('submit_sm', parameters)
        if (command_status !== 0) throw submitFault(address.host, command_status)
      }
    },
    async close() {
      const present = await opening?.catch(() => undefined)
      await present?.close()
    },
  }
}

/** The parameters of each submit_sm. Octets are handed over as they are: the library's own idea of alphabets is not used. */
function submissions(
  { source }: SmppAddress,
  { to, text }: TextMessage,
  reference: number,
): Record<string, unknown>[] {
  const { alphabet, parts } = textSegments(text)
  return parts.map((part, place) => ({
    source_addr: source.address,
    source_addr_ton: source.typeOfNumber,
    source_addr_npi: source.numberingPlan,
    destination_addr: to.slice(1),
    dest_addr_ton: 1,
    dest_addr_npi: 1,
    // 0 is the default alphabet of the network, 8 is UCS-2 (SMPP 3.4, 5.2.19).
    data_coding: alphabet === 'gsm' ? 0 : 8,
    short_message:
      parts.length === 1
        ? Buffer.from(part)
        : { udh: joiningHeader(reference, parts.length, place + 1), message: Buffer.from(part) },
  }))
}

/** The header by which a telephone joins the parts again (3GPP TS 23.040, 9.2.3.24.1). */
function joiningHeader(reference: number, count: number, place: number): Buffer {
  return Buffer.from([5, 0, 3, reference, count, place])
}
