/** How long is what kept after its time is over? Everything else stays: people, what they set up, and the audit. */
import { day } from '../../base/duration.ts'
import type { IdKind } from '../../base/id.ts'

/** Rows that end at a known time. They are found by an index on `column`. */
export interface Term {
  table:
    | 'sign_ins'
    | 'challenges'
    | 'sessions'
    | 'links'
    | 'person_changes'
    | 'reset_grants'
    | 'pauses'
    | 'taken_limits'
    | 'messages'
    | 'imports'
    | 'pending_changes'
    | 'provider_records'
  key: 'id' | 'subject'
  /** The time the term counts from, in milliseconds since 1970; null while it has not come. */
  column: 'expires_at' | 'created_at' | 'finished_at' | 'free_at' | 'touched_at'
  keptFor: number
}

/** A day, so that neither a clock that is off nor the counting of what was sent within an hour misses a row. */
const aDayMore = day
/** SESSIONHOURS goes up to a week, and set-up in a session waits for its code as long as that. */
const longestSession = 7 * day
/** "This was not me" may be said for a week of a sign-in, and takes back what was changed in its session. */
const notMeLinks = 7 * day
/** Messages name people and where they were reached. */
const messagesKept = 90 * day

/** What nobody confirmed in that time is asked for anew. */
const pendingKept = 30 * day

export const terms: readonly Term[] = [
  { table: 'challenges', key: 'id', column: 'created_at', keptFor: longestSession + aDayMore },
  { table: 'sign_ins', key: 'id', column: 'expires_at', keptFor: aDayMore },
  { table: 'sessions', key: 'id', column: 'expires_at', keptFor: aDayMore },
  { table: 'links', key: 'id', column: 'expires_at', keptFor: aDayMore },
  {
    table: 'person_changes',
    key: 'id',
    column: 'created_at',
    keptFor: notMeLinks + longestSession + aDayMore,
  },
  { table: 'reset_grants', key: 'id', column: 'expires_at', keptFor: aDayMore },
  { table: 'pauses', key: 'subject', column: 'expires_at', keptFor: aDayMore },
  { table: 'taken_limits', key: 'subject', column: 'free_at', keptFor: aDayMore },
  { table: 'messages', key: 'id', column: 'finished_at', keptFor: messagesKept },
  { table: 'imports', key: 'id', column: 'touched_at', keptFor: messagesKept },
  { table: 'pending_changes', key: 'id', column: 'created_at', keptFor: pendingKept },
  { table: 'provider_records', key: 'id', column: 'expires_at', keptFor: aDayMore },
]

/** Rows that die of not being used. Use is noted at every sign-in, so no index follows it: they are walked by age. */
export interface Unused {
  table: 'connections' | 'machines'
  kind: IdKind
}

/** Connections first: a machine goes when none is left on it. */
export const unused: readonly Unused[] = [
  { table: 'connections', kind: 'connection' },
  { table: 'machines', kind: 'machine' },
]

/** The machine cookie is dead after 400 days (R4.1), and no preference reaches further back than 365. */
export const unusedKeptFor = 400 * day + aDayMore
