/** Decides how "How you got in today" is told: the truth about this sign-in, in the order it happened. */
import type { Session } from '../../../contract/api/session.ts'
import { dayOf, moment } from '../../parts/time/time.ts'
import { words } from '../../words/en.ts'

export interface Proof {
  what: string
  /** "08:02"; null where a time would say nothing. */
  when: string | null
}

export function proofs(
  { password, secondFactor, method, letThroughBy }: Session['provedBy'],
  now: Date,
): Proof[] {
  const first = { what: words.proved.password, when: moment(new Date(password), now) }
  if (method !== null)
    return [
      first,
      { what: words.proved.methods[method], when: secondFactor && moment(new Date(secondFactor), now) },
    ]
  return [
    first,
    { what: withoutCode(letThroughBy, secondFactor && dayOf(new Date(secondFactor), now)), when: null },
  ]
}

function withoutCode(by: Session['provedBy']['letThroughBy'], since: string | null): string {
  const { proved } = words
  if (by === 'recognized-machine') return since === null ? proved.machineKnown : proved.machine(since)
  if (by === 'remembered-connection')
    return since === null ? proved.connectionKnown : proved.connection(since)
  return proved.nothing
}
