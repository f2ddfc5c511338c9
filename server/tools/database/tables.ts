/**
 * The rows, as both engines hold them. Times are milliseconds since 1970 (bigint in PostgreSQL), yes and no are 1 and 0,
 * ids and lists are text. Every row belongs to one organization.
 */
import type { Generated, Kysely } from 'kysely'
import type { Id } from '../../base/id.ts'

type Time = number
type Flag = 0 | 1

export interface OrganizationRow {
  id: Id<'organization'>
  name: string
  name_key: string
  created_at: Time
  /** Trial mode made it. */
  is_sample: Generated<Flag>
}

export interface LocationRow {
  id: Id<'location'>
  organization_id: Id<'organization'>
  name: string
  name_key: string
  created_at: Time
}

export interface PersonRow {
  id: Id<'person'>
  organization_id: Id<'organization'>
  user_name: string
  /** The user name as compared: NFKC, lower case. */
  user_name_key: string
  display_name: string
  display_name_key: string
  email: string | null
  email_key: string | null
  /** E.164. */
  cell_phone: string | null
  location_id: Id<'location'> | null
  /** PHC string; null until the person has chosen one. */
  password_hash: string | null
  password_changed_at: Time | null
  /** PHC string of a password on paper, until another is chosen. */
  first_password_hash: string | null
  /** It opens nothing from then on; 0 once it was used. */
  first_password_until: Time | null
  /** When it was chosen by a link in the mailbox, as a way back in; null where it was not. */
  password_by_mail_at: Time | null
  /** Since when it opens nothing, until another is chosen; null where it opens. */
  password_closed_at: Time | null
  active: Flag
  default_method: string | null
  /** When set-up was finished; null before, and again after a reset. */
  set_up_at: Time | null
  /** When two factor authentication was reset; null again once set-up is finished. */
  reset_at: Time | null
  last_sign_in_at: Time | null
  /** The same for sorting: 0 where they never signed in. */
  last_sign_in_key: Time
  created_at: Time
}

/** A word by which a person is found: see people/person-words.ts. */
export interface PersonWordRow {
  person_id: Id<'person'>
  word: string
  organization_id: Id<'organization'>
  /** The person's, for sorting. */
  display_name_key: string
}

export interface PersonRightRow {
  person_id: Id<'person'>
  organization_id: Id<'organization'>
  name: string
}

/** A method that counts: proved once by its owner. */
export interface FactorRow {
  person_id: Id<'person'>
  organization_id: Id<'organization'>
  method: string
  /** E-mail address or E.164 number; null for the app. */
  address: string | null
  /** The app's key, sealed; null for sent codes. */
  key_sealed: string | null
  /** The newest accepted step of the app (RFC 6238); no step up to it is accepted again. */
  last_step: number | null
  ready_at: Time
}

export interface MethodLimitRow {
  person_id: Id<'person'>
  organization_id: Id<'organization'>
  method: string
  wrong_in_row: number
  locked_until: Time
  disabled_at: Time | null
}

export interface PreferenceRow {
  organization_id: Id<'organization'>
  code: string
  value: string
}

export interface MachineRow {
  id: Id<'machine'>
  organization_id: Id<'organization'>
  cookie_hash: string
  name: string | null
  location_id: Id<'location'> | null
  /** Of the first visit, and of the newest proof. */
  browser: string
  system: string
  /** Each browser and system it was proved with, `browser TAB system` a line. */
  proved_as: string
  recognized_at: Time | null
  recognized_by: string | null
  /** The point of its key (P-256, uncompressed, base64url); null where it is known by its cookie. */
  public_key: string | null
  /** When that was registered. */
  key_at: Time | null
  last_used_at: Time
  created_at: Time
}

/** A machine seen from one network by one person; remembered when `proved_at` is set. */
export interface ConnectionRow {
  id: Id<'connection'>
  organization_id: Id<'organization'>
  person_id: Id<'person'>
  machine_id: Id<'machine'>
  /** The address: IPv4 whole, IPv6 its /64. */
  network: string
  browser: string
  system: string
  proved_at: Time | null
  /** The newest proof, also where it stands in for a code no more. */
  last_proved_at: Time | null
  method: string | null
  last_used_at: Time
  created_at: Time
}

export interface SignInRow {
  id: Id<'signIn'>
  organization_id: Id<'organization'>
  person_id: Id<'person'>
  cookie_hash: string
  /** 'sign-in' | 'new-password': what the right code leads to. */
  purpose: Generated<string>
  /** 'password' | 'code' | 'enroll' | 'refused' | 'done' | 'over' */
  state: string
  /** 1 when set-up follows the code in the same sign-in (R3.4). */
  enroll_follows: Flag
  /** The way that was asked for last. */
  method: string | null
  /** Set once a code was accepted in this sign-in. */
  proved_method: string | null
  proved_at: Time | null
  grant_id: Id<'grant'> | null
  attempts: number
  /** Older nodes, which may run beside, count in it. */
  sends: number
  /** The machine, where this person had signed in on it when the password was given. */
  known_machine_id: Id<'machine'> | null
  /** The point of the key that the browser proved to hold, as `public_key` of a machine; null where it proved none. */
  machine_key: string | null
  /** The decision as JSON. */
  decision: string
  /** What it was made from, as JSON; null where it was made before this was kept. */
  facts: string | null
  address: string
  browser: string
  system: string
  return_to: string
  created_at: Time
  expires_at: Time
}

export interface ChallengeRow {
  id: Id<'challenge'>
  organization_id: Id<'organization'>
  person_id: Id<'person'>
  sign_in_id: Id<'signIn'> | null
  session_id: Id<'session'> | null
  /** 'sign-in' | 'enrollment' | 'fresh-proof' */
  purpose: string
  method: string
  /** E-mail address or E.164 number; null for the app. */
  address: string | null
  secret_sealed: string | null
  digits: number
  life_minutes: number
  /** Steps (minutes since 1970) whose code was sent, as "29100000,29100001". */
  sent_steps: string
  last_sent_at: Time | null
  attempts: number
  consumed_at: Time | null
  closed_at: Time | null
  created_at: Time
}

export interface SessionRow {
  id: Id<'session'>
  organization_id: Id<'organization'>
  person_id: Id<'person'>
  token_hash: string
  machine_id: Id<'machine'> | null
  connection_id: Id<'connection'> | null
  password_at: Time
  second_factor_at: Time | null
  method: string | null
  let_through_by: string | null
  /** The last time the person proved anew that it is them, for sensitive changes. */
  fresh_at: Time | null
  address: string
  browser: string
  system: string
  last_used_at: Time
  /** As the preference stood when the person signed in (R2.1). */
  idle_minutes: number
  expires_at: Time
  ended_at: Time | null
  created_at: Time
}

export interface ResetGrantRow {
  id: Id<'grant'>
  organization_id: Id<'organization'>
  person_id: Id<'person'>
  opened_by: Id<'person'>
  reason: string
  opened_at: Time
  expires_at: Time
  spent_at: Time | null
  /** What one's own reset removed, sealed, to be put back by "this was not me"; null once it is spent, and for any other reset. */
  removed_sealed: string | null
}

export interface LinkRow {
  id: Id<'link'>
  organization_id: Id<'organization'> | null
  person_id: Id<'person'> | null
  /** 'not-me' | 'not-my-reset' | 'invitation' | 'password-reset' | 'first-run' */
  purpose: string
  token_hash: string
  data: string
  created_at: Time
  expires_at: Time
  used_at: Time | null
}

export interface MessageRow {
  id: Id<'message'>
  organization_id: Id<'organization'>
  person_id: Id<'person'> | null
  channel: string
  recipient: string
  kind: string
  /** Subject and bodies, sealed: they may hold a code. Emptied once a code was sent or dropped. */
  content_sealed: string
  /** 'waiting' | 'sent' | 'failed' | 'dropped' */
  state: string
  tries: number
  next_try_at: Time
  claimed_until: Time
  drop_at: Time | null
  finished_at: Time | null
  last_error: string | null
  created_at: Time
}

export interface AuditRow {
  id: Id<'auditEntry'>
  organization_id: Id<'organization'>
  at: Time
  /** The person who did it; null for the server itself or the command line. */
  actor_id: Id<'person'> | null
  /** The person it was done to, or who signed in. */
  person_id: Id<'person'> | null
  event: string
  address: string | null
  data: string
  /** Beside a decision: what it was made from, as JSON. */
  facts: string | null
  /** More than one where it sums up what happened within a minute. */
  times: number
  /** Keyed digest of what it sums up; null where it stands for itself. */
  summed_as: string | null
}

/** What something of a person was before a sign-in of theirs changed it; kept as long as "this was not me" may be said. */
export interface PersonChangeRow {
  id: Id<'personChange'>
  organization_id: Id<'organization'>
  person_id: Id<'person'>
  /** A half-finished sign-in, or a session. */
  made_in: Id<'signIn'> | Id<'session'>
  what: string
  /** JSON, sealed. */
  before_sealed: string
  created_at: Time
}

/** How much of a bound is taken (`limits-table.ts`); `subject` is its name and a keyed digest. */
export interface TakenLimitRow {
  subject: string
  /** When nothing of it is taken any more. */
  free_at: Time
}

/** An import of people, slice by slice; see accounts/import/imports.store.ts. */
export interface ImportRow {
  id: Id<'import'>
  organization_id: Id<'organization'>
  /** Of the file, below its header. */
  lines: number
  /** Lines that were looked at, and people of them who were added. */
  done: number
  added: number
  begun_at: Time
  /** When its last slice was written. */
  touched_at: Time
  finished_at: Time | null
}

/** What an administrator asked for and what counts later; see accounts/pending-changes.store.ts. */
export interface PendingChangeRow {
  id: Id<'pendingChange'>
  organization_id: Id<'organization'>
  person_id: Id<'person'>
  /** 'email' | 'cellPhone' | 'rights' | 'reset' */
  kind: string
  /** JSON: the address, the rights to be given, the reason of the reset. */
  value: string
  asked_by: Id<'person'>
  /** JSON: browser, system and network address. */
  asked_from: string
  created_at: Time
  /** Null where another administrator has to confirm it. */
  counts_at: Time | null
  /** Carried out, withdrawn or replaced; null while it waits. */
  decided_at: Time | null
}

/** Older nodes, which may run beside, count wrong passwords in it. */
export interface PauseRow {
  subject: string
  failures: number
  until: Time
  expires_at: Time
}

/** Begun by a restore, or by hand: what was one-time before it has ended. The first is 1; none stands for 0. */
export interface EpochRow {
  number: number
  begun_at: Time
  /** 'restore' | 'command' */
  cause: string
}

/** A key this data was sealed with; see sealing-keys.ts. */
export interface SealingKeyRow {
  fingerprint: string
}

/** One row, written now and then to see whether anything can be written. */
export interface WriteProbeRow {
  id: number
  at: Time
}

/** A table of a copy into this database that is not finished; see rows/copy-database.ts. Never copied itself. */
export interface CopyProgressRow {
  table_name: string
  /** Rows in the source when the copy began. */
  total: number
  copied: number
  /** The primary key of the newest copied row as a JSON array; null before the first. */
  last_key: string | null
}

/** A named set of people. */
export interface GroupRow {
  id: Id<'group'>
  organization_id: Id<'organization'>
  name: string
  name_key: string
  created_at: Time
}

export interface GroupMemberRow {
  group_id: Id<'group'>
  person_id: Id<'person'>
}

/** What people reach through us; see features/applications. */
export interface ApplicationRow {
  id: Id<'application'>
  organization_id: Id<'organization'>
  name: string
  name_key: string
  /** Where it opens. */
  address: string
  /** A line of description. */
  line: string
  is_on: Flag
  for_everybody: Flag
  /** JSON, see demands.ts. */
  demands: string
  /** JSON, see client.ts; null where it has no OpenID Connect client. */
  client: string | null
  /** Null for a client that keeps no secret. */
  client_secret_hash: string | null
  created_at: Time
}

export interface ApplicationGroupRow {
  application_id: Id<'application'>
  group_id: Id<'group'>
}

export interface ApplicationLocationRow {
  application_id: Id<'application'>
  location_id: Id<'location'>
}

export interface ApplicationPersonRow {
  application_id: Id<'application'>
  person_id: Id<'person'>
}

export interface ApplicationUseRow {
  application_id: Id<'application'>
  person_id: Id<'person'>
  opened_at: Time
}

/** What the OpenID Connect provider keeps; see doors/oidc/provider-records.door.ts. */
export interface ProviderRecordRow {
  /** A digest of kind and id. */
  id: string
  kind: string
  grant_hash: string | null
  session_id: Id<'session'> | null
  application_id: Id<'application'> | null
  payload: string
  created_at: Time
  expires_at: Time
  consumed_at: Time | null
}

export interface SigningKeyRow {
  id: Id<'signingKey'>
  algorithm: string
  /** A private JWK, sealed. */
  key_sealed: string
  created_at: Time
  /** Published before. */
  signs_from: Time
}

export interface Tables {
  organizations: OrganizationRow
  locations: LocationRow
  people: PersonRow
  person_words: PersonWordRow
  person_rights: PersonRightRow
  factors: FactorRow
  method_limits: MethodLimitRow
  preferences: PreferenceRow
  machines: MachineRow
  connections: ConnectionRow
  sign_ins: SignInRow
  challenges: ChallengeRow
  sessions: SessionRow
  reset_grants: ResetGrantRow
  links: LinkRow
  messages: MessageRow
  audit: AuditRow
  pauses: PauseRow
  person_changes: PersonChangeRow
  taken_limits: TakenLimitRow
  imports: ImportRow
  pending_changes: PendingChangeRow
  epochs: EpochRow
  sealing_keys: SealingKeyRow
  copy_progress: CopyProgressRow
  write_probes: WriteProbeRow
  groups: GroupRow
  group_members: GroupMemberRow
  applications: ApplicationRow
  application_groups: ApplicationGroupRow
  application_locations: ApplicationLocationRow
  application_people: ApplicationPersonRow
  application_uses: ApplicationUseRow
  provider_records: ProviderRecordRow
  signing_keys: SigningKeyRow
}

export type Database = Kysely<Tables>
