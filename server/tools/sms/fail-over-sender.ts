import { minute } from '../../base/duration.ts'
import { DeliveryFault } from '../delivery-fault.ts'
import type { TextMessage, TextProvider, TextSender } from './text-provider.ts'

export interface NamedProvider {
  /** Its host, as administrators know it. */
  name: string
  provider: TextProvider
}

/**
 * Several providers, in the order of preference: where one cannot take a message the next is tried at once. A number or a
 * message that was refused for good is refused by all. A provider that did not answer in time may have taken the message
 * all the same, and then it comes twice: a code that comes twice is harmless, one that does not come keeps somebody out.
 * @param rest milliseconds for which one that failed is asked last, so that not every message waits for it
 */
export function openFailOverSender(providers: readonly NamedProvider[], rest = minute): TextSender {
  const failedAt = new Map<NamedProvider, number>()
  const isResting = (one: NamedProvider) => performance.now() - (failedAt.get(one) ?? -rest) < rest
  const inOrder = () => [...providers].sort((one, other) => Number(isResting(one)) - Number(isResting(other)))
  return {
    async send(message) {
      const faults: DeliveryFault[] = []
      for (const one of inOrder()) {
        const fault = await faultOf(one.provider, message)
        if (fault === null) {
          failedAt.delete(one)
          return [`Taken by ${one.name}.`, ...faults.map(({ reason }) => reason)].join(' ')
        }
        failedAt.set(one, performance.now())
        faults.push(fault)
      }
      const reason = faults.map(({ reason }) => reason).join(' ')
      throw new DeliveryFault(
        false,
        reason,
        faults.some(({ isUncertain }) => isUncertain),
      )
    },
    close: async () => void (await Promise.all(providers.map(({ provider }) => provider.close()))),
  }
}

/** Null where it was taken. Throws what no other provider could mend. */
async function faultOf(provider: TextProvider, message: TextMessage): Promise<DeliveryFault | null> {
  try {
    await provider.send(message)
    return null
  } catch (error) {
    if (error instanceof DeliveryFault && !error.permanent) return error
    throw error
  }
}
