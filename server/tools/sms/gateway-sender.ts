import { DeliveryFault } from '../delivery-fault.ts'
import type { GatewayAddress } from './gateway-address.ts'
import { saysTaken } from './gateway-answer.ts'
import { isE164 } from './phone-number.ts'
import { openPoster } from './poster.ts'
import type { TextMessage, TextProvider } from './text-provider.ts'

/** Statuses by which a gateway says that it will never take this message. */
const permanent: readonly number[] = [400, 413, 422]

/** Any gateway that takes one POST for one message: JSON `{ to, text }`, or what the address says. 2xx means taken, unless the address says by what. */
export function openGatewaySender(address: GatewayAddress, poster = openPoster()): TextProvider {
  const { host } = new URL(address.url)
  return {
    async send(message) {
      if (!isE164(message.to)) throw new DeliveryFault(true, 'The telephone number cannot be used.')
      const { status, body } = await poster.post({ url: address.url, ...written(address, message) })
      const isGood = status >= 200 && status <= 299
      if (isGood && saysTaken(body, address)) return
      if (isGood)
        throw new DeliveryFault(
          false,
          `The gateway ${host} says in its answer that it did not take the message (status ${status}).`,
        )
      throw new DeliveryFault(
        permanent.includes(status),
        `The gateway ${host} did not take the message (status ${status}).`,
      )
    },
    close: poster.close,
  }
}

function written(address: GatewayAddress, { to, text }: TextMessage) {
  const fields = { ...address.fields, [address.toField]: to, [address.textField]: text }
  const isForm = address.format === 'form'
  return {
    headers: {
      'Content-Type': isForm ? 'application/x-www-form-urlencoded' : 'application/json',
      ...(address.authorization && { Authorization: address.authorization }),
    },
    body: isForm ? new URLSearchParams(fields).toString() : JSON.stringify(fields),
  }
}
