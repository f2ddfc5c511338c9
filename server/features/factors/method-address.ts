/** Where a method of a person leads, and how it is shown. */
import type { Method } from '../../../contract/words.ts'
import { kindOf } from './kinds.ts'

interface Reachable {
  email: string | null
  cellPhone: string | null
}

interface SetUp {
  method: Method
  address: string | null
}

/** The e-mail address or E.164 number a code goes to: what was set up, otherwise what the profile says; null where none is sent. */
export function methodAddress(method: Method, person: Reachable, factors: readonly SetUp[]): string | null {
  const { sending } = kindOf(method)
  if (!sending) return null
  return factors.find((factor) => factor.method === method)?.address ?? person[sending.profileField]
}

/** As strangers may see it. */
export function maskAddress(method: Method, address: string): string {
  return kindOf(method).sending?.maskAddress(address) ?? ''
}

/** As its owner reads it. */
export function showAddress(method: Method, address: string): string {
  return kindOf(method).sending?.showAddress(address) ?? ''
}
