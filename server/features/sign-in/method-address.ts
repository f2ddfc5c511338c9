/** Where a way of a person leads, and how it is shown. */
import type { Method } from '../../../contract/words.ts'
import { maskEmail, maskPhone } from '../messages/mask.ts'

interface Reachable {
  email: string | null
  cellPhone: string | null
}

interface SetUp {
  method: Method
  address: string | null
}

/** The e-mail address or E.164 number a code goes to: what was set up, otherwise what the profile says; null for the app. */
export function methodAddress(method: Method, person: Reachable, factors: readonly SetUp[]): string | null {
  if (method === 'app') return null
  const setUp = factors.find((factor) => factor.method === method)?.address
  return setUp ?? (method === 'email' ? person.email : person.cellPhone)
}

export function maskAddress(method: Method, address: string): string {
  return method === 'email' ? maskEmail(address) : maskPhone(address)
}
