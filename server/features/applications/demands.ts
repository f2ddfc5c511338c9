/** What an application wants beyond what let the person in (R13.4): as it is kept, and as it is held against a session. */
import type { Method } from '../../../contract/words.ts'
import { later, minute } from '../../base/duration.ts'

export interface Demands {
  /** How old the password proof may be; null for as old as the session. */
  passwordMinutes: number | null
  /** How old the second factor may be that was proved in this session; null for as old as the session. */
  factorMinutes: number | null
  /** A second factor is wanted, and these count; null where none is wanted, or any counts. */
  methods: readonly Method[] | null
  recognizedMachine: boolean
}

export const noDemands: Demands = {
  passwordMinutes: null,
  factorMinutes: null,
  methods: null,
  recognizedMachine: false,
}

/** Demands at one moment. Null where nothing is wanted of that kind. */
export interface Wanted {
  /** The password must have been given later than this. */
  passwordAfter: Date | null
  factorAfter: Date | null
  methods: readonly Method[] | null
  recognizedMachine: boolean
}

export interface Moment {
  now: Date
  /** When the person began to ask for this very opening; null where they only ask now. */
  begunAt: Date | null
}

/** So long counts what was proved for this very opening, however short the demand. */
const provedForItMinutes = 10

export function wantedAt(demands: Demands, moment: Moment): Wanted {
  const { passwordMinutes, factorMinutes, methods, recognizedMachine } = demands
  return {
    passwordAfter: ageLimit(passwordMinutes === null ? null : passwordMinutes * minute, moment),
    factorAfter: ageLimit(factorMinutes === null ? null : factorMinutes * minute, moment),
    methods,
    recognizedMachine,
  }
}

/** @param age in milliseconds, from which on a proof is too old; 0 for what was not proved for this very opening */
export function ageLimit(age: number | null, { now, begunAt }: Moment): Date | null {
  if (age === null) return null
  const limit = later(now, -age)
  if (begunAt === null) return limit
  const forThis = latest(begunAt, later(now, -provedForItMinutes * minute))
  return forThis < limit ? forThis : limit
}

/** Both at once: never less than either. */
export function both(one: Wanted, other: Wanted): Wanted {
  return {
    passwordAfter: laterOf(one.passwordAfter, other.passwordAfter),
    factorAfter: laterOf(one.factorAfter, other.factorAfter),
    methods: common(one.methods, other.methods),
    recognizedMachine: one.recognizedMachine || other.recognizedMachine,
  }
}

function laterOf(one: Date | null, other: Date | null): Date | null {
  if (one === null || other === null) return one ?? other
  return latest(one, other)
}

const latest = (one: Date, other: Date) => (one > other ? one : other)

function common(one: Wanted['methods'], other: Wanted['methods']): Wanted['methods'] {
  if (one === null || other === null) return one ?? other
  return one.filter((method) => other.includes(method))
}
