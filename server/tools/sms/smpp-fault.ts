/** Is a message that an SMPP server refused worth another try (SMPP 3.4, 5.1.3)? */
import { connectionWords } from '../connection-fault.ts'
import { DeliveryFault } from '../delivery-fault.ts'

/** Statuses that speak of the recipient or the message. */
const permanent: Readonly<Record<number, string>> = {
  1: 'the message is too long',
  11: 'the number is not valid',
  80: 'the number is of the wrong kind',
  81: 'the number is of the wrong kind',
}

export function submitFault(host: string, status: number): DeliveryFault {
  const words = permanent[status]
  if (words)
    return new DeliveryFault(
      true,
      `The SMPP server ${host} refused the message: ${words} (status ${status}).`,
    )
  return new DeliveryFault(false, `The SMPP server ${host} did not take the message (status ${status}).`)
}

export function bindFault(host: string, status: number): DeliveryFault {
  return new DeliveryFault(false, `The SMPP server ${host} did not let us in (status ${status}).`)
}

/** @param code of Node's error, where there was one */
export function lostFault(host: string, code: unknown): DeliveryFault {
  const words = connectionWords(code) ?? 'closed the connection, or did not answer in time'
  return new DeliveryFault(false, `The SMPP server ${host} ${words}.`)
}

export function unansweredFault(host: string): DeliveryFault {
  return new DeliveryFault(
    false,
    `The SMPP server ${host} did not say whether it took the message. It may have.`,
    true,
  )
}
