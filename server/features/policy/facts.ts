/** All that the decision may know: facts about this person, this machine and what is switched on. Values only. */
import type { Method } from '../../../contract/words.ts'
import type { KeyMissing } from '../machines/key/machine-key.ts'
import type { KnownConnection, KnownMachine } from '../machines/machine.ts'

export interface Facts {
  now: Date
  person: {
    active: boolean
    hasCellPhone: boolean
    /** Set-up was finished and not reset since. Counts only while `2FA` is On. */
    isSetUp: boolean
    /** Ways that are set up, allowed by `2FAMETHODS` and not disabled; the one to use first stands first. */
    methods: readonly Method[]
    /**
     * Set-up was begun and not finished, or a reset before it ran out or was ended (T10): the ways by which the person may still be asked.
     * Null where that is not so.
     */
    waysAfterReset: readonly Method[] | null
    /**
     * The password came by mail, and this is no place where the person was before: until then a code by e-mail proves nothing
     * more (T1). Null where it counts.
     */
    mailCountsFrom: Date | null
  }
  twoFactor: {
    on: boolean
    /** 0 means every sign-in. */
    frequencyDays: number
  }
  unidentifiedMachine: {
    on: boolean
    idleDays: number
  }
  /** What the organization knows of this machine, whoever proved it. */
  machine: KnownMachine | KeyMissing<KnownMachine>
  /** What this person proved on this machine. */
  connection: KnownConnection | KeyMissing<KnownConnection>
  resetOpen: boolean
}
