/** What an application is told of how somebody got in (R13.7): only what was proved in this session, and what stood in for it. */
import type { LetThroughBy, Method } from '../../../contract/words.ts'
import { kindOf } from '../factors/kinds.ts'

/** From the weakest to the strongest; whoever has a stronger one has the weaker ones too. */
export const acrs = [
  'urn:doorward:acr:password',
  'urn:doorward:acr:remembered',
  'urn:doorward:acr:two-factor',
  'phr',
] as const
export type Acr = (typeof acrs)[number]

export interface Proved {
  passwordAt: Date
  secondFactorAt: Date | null
  /** By which a second factor was proved in this session; null where none was. */
  method: Method | null
  letThroughBy: LetThroughBy | null
}

export function acrOf({ method, letThroughBy }: Proved): Acr {
  if (method !== null) return 'urn:doorward:acr:two-factor'
  return letThroughBy === null ? 'urn:doorward:acr:password' : 'urn:doorward:acr:remembered'
}

/** RFC 8176. An e-mailed code is a one-time password there; its method is told beside. */
export function amrOf({ method }: Proved): string[] {
  return method === null ? ['pwd'] : ['pwd', ...kindOf(method).proves, 'mfa']
}

/** What was really proved in this session beside the password. */
export function factorOf({ method, secondFactorAt }: Proved): { method: Method; at: Date } | null {
  return method !== null && secondFactorAt !== null ? { method, at: secondFactorAt } : null
}

export type AcrWish =
  /** One of them holds already; `told` is the strongest that does. */
  | { answer: 'met'; told: Acr }
  /** A second factor proved now would meet one of them. */
  | { answer: 'second-factor' }
  /** Nothing we have meets any of them. */
  | { answer: 'unmet' }

/** @param asked any of which suffices; those we do not know are met by nothing */
export function acrWish(asked: readonly string[], proved: Proved): AcrWish {
  const held = acrs.indexOf(acrOf(proved))
  const ranks = asked.map((value) => acrs.indexOf(value as Acr)).filter((rank) => rank >= 0)
  const met = ranks.filter((rank) => rank <= held)
  if (met.length > 0) return { answer: 'met', told: acrs[Math.max(...met)]! }
  const mostProvable = acrs.indexOf('urn:doorward:acr:two-factor')
  return ranks.some((rank) => rank <= mostProvable) ? { answer: 'second-factor' } : { answer: 'unmet' }
}
