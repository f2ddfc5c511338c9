/** What may be known when somebody opens an application, and what is answered. Values only. */
import type { Method, OpenCheck, OpenVerdict } from '../../../contract/words.ts'
import type { Wanted } from './demands.ts'

export interface OpeningFacts {
  now: Date
  application: { isOn: boolean; wanted: Wanted }
  person: {
    /** Everybody may open it, or a group, a location or the list of people names this person. */
    isAmong: boolean
    /** By which a second factor could be proved now, the one to use first standing first. */
    methods: readonly Method[]
  }
  /** What the organization knows of the machine of the session, whoever proved it. */
  machine: 'recognized' | 'idle' | 'unrecognized'
  session: {
    passwordAt: Date
    /** Really proved in this session by this person; what stood in for it is none. */
    factor: { method: Method; at: Date } | null
  }
}

/** Times are ISO 8601 in UTC. */
export type OpeningValues = Record<string, string | null>

export interface OpeningReason {
  check: OpenCheck
  values: OpeningValues
}

/** One change that would have led to another verdict. */
export interface OpeningChange {
  change: 'turn-on' | 'let-in' | 'recognize-machine' | 'prove-again' | 'set-up-a-method' | 'open-from'
  wouldBe: OpenVerdict
  values: OpeningValues
}

export interface Opening {
  verdict: OpenVerdict
  /** The check that spoke. */
  check: OpenCheck
  /** What `prove-again` asks: the password, and a code by one of these methods where there are any. */
  prove: { password: boolean; methods: readonly Method[] }
  reasons: readonly OpeningReason[]
  nearest: OpeningChange | null
}
