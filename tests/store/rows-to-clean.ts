import type { Insertable } from 'kysely'
import { day } from '../../server/base/duration.ts'
import { makeId } from '../../server/base/id.ts'
import { type Term, terms, unusedKeptFor } from '../../server/features/clean-up/terms.ts'
import type { Tables } from '../../server/tools/database/tables.ts'

type Cleaned = Term['table'] | 'connections' | 'machines'
type Built = {
  [Table in Cleaned]: (over: Date, random: Buffer) => { key: string; row: Insertable<Tables[Table]> }
}

/** Whose row lasts: by its id it is younger than any that is walked to. */
export const plantedMachine = 'mac_planted'
const keptFor = (table: Term['table']) => terms.find((term) => term.table === table)!.keptFor
const somebody = { organization_id: 'org_a', person_id: 'per_a' }
const somewhere = { browser: 'Chrome', system: 'Windows' }
const text = (random: Buffer) => random.toString('hex')

/** A row of each table whose term is over at a moment: it is to go then, and not a millisecond before. */
export const rowsOf: Built = {
  sign_ins: (over, random) => {
    const expiresAt = over.getTime() - keptFor('sign_ins')
    const id = makeId('signIn', new Date(expiresAt), random)
    return {
      key: id,
      row: {
        id,
        ...somebody,
        cookie_hash: text(random),
        purpose: 'sign-in',
        state: 'code',
        enroll_follows: 0,
        method: null,
        proved_method: null,
        proved_at: null,
        grant_id: null,
        attempts: 0,
        sends: 0,
        known_machine_id: null,
        machine_key: null,
        decision: '{}',
        facts: null,
        address: '198.51.100.7',
        ...somewhere,
        return_to: '/',
        created_at: expiresAt - 600_000,
        expires_at: expiresAt,
      },
    }
  },
  challenges: (over, random) => {
    const createdAt = over.getTime() - keptFor('challenges')
    const id = makeId('challenge', new Date(createdAt), random)
    return {
      key: id,
      row: {
        id,
        ...somebody,
        sign_in_id: null,
        session_id: null,
        purpose: 'sign-in',
        method: 'email',
        address: 'b@harbor.example',
        secret_sealed: 'sealed',
        digits: 6,
        life_minutes: 2,
        sent_steps: '',
        last_sent_at: null,
        attempts: 0,
        consumed_at: null,
        closed_at: null,
        created_at: createdAt,
      },
    }
  },
  sessions: (over, random) => {
    const expiresAt = over.getTime() - keptFor('sessions')
    const id = makeId('session', new Date(expiresAt - day), random)
    return {
      key: id,
      row: {
        id,
        ...somebody,
        token_hash: text(random),
        machine_id: null,
        connection_id: null,
        password_at: expiresAt - day,
        second_factor_at: null,
        method: null,
        let_through_by: null,
        fresh_at: null,
        address: '198.51.100.7',
        ...somewhere,
        last_used_at: expiresAt - day,
        idle_minutes: 30,
        expires_at: expiresAt,
        ended_at: null,
        created_at: expiresAt - day,
      },
    }
  },
  links: (over, random) => {
    const expiresAt = over.getTime() - keptFor('links')
    const id = makeId('link', new Date(expiresAt), random)
    const row = { id, ...somebody, purpose: 'not-me', token_hash: text(random), data: '{}', used_at: null }
    return { key: id, row: { ...row, created_at: expiresAt - day, expires_at: expiresAt } }
  },
  person_changes: (over, random) => {
    const createdAt = over.getTime() - keptFor('person_changes')
    const id = makeId('personChange', new Date(createdAt), random)
    const row = { id, ...somebody, made_in: 'ses_a', what: 'email', before_sealed: 'sealed' }
    return { key: id, row: { ...row, created_at: createdAt } }
  },
  reset_grants: (over, random) => {
    const expiresAt = over.getTime() - keptFor('reset_grants')
    const id = makeId('grant', new Date(expiresAt), random)
    const row = {
      id,
      ...somebody,
      opened_by: 'per_b',
      reason: 'Lost phone',
      spent_at: null,
      removed_sealed: null,
    }
    return { key: id, row: { ...row, opened_at: expiresAt - day, expires_at: expiresAt } }
  },
  pauses: (over, random) => {
    const expiresAt = over.getTime() - keptFor('pauses')
    const subject = `person:${text(random)}`
    return { key: subject, row: { subject, failures: 3, until: 0, expires_at: expiresAt } }
  },
  taken_limits: (over, random) => {
    const subject = `password-of-name:${text(random)}`
    return { key: subject, row: { subject, free_at: over.getTime() - keptFor('taken_limits') } }
  },
  messages: (over, random) => {
    const finishedAt = over.getTime() - keptFor('messages')
    const id = makeId('message', new Date(finishedAt), random)
    return {
      key: id,
      row: {
        id,
        ...somebody,
        channel: 'email',
        recipient: 'b@harbor.example',
        kind: 'password-changed',
        content_sealed: '',
        state: finishedAt % 2 === 0 ? 'sent' : 'failed',
        tries: 1,
        next_try_at: finishedAt,
        claimed_until: 0,
        drop_at: null,
        finished_at: finishedAt,
        last_error: null,
        created_at: finishedAt - 1000,
      },
    }
  },
  pending_changes: (over, random) => {
    const createdAt = over.getTime() - keptFor('pending_changes')
    const id = makeId('pendingChange', new Date(createdAt), random)
    return {
      key: id,
      row: {
        id,
        ...somebody,
        kind: 'reset',
        value: '"Phone lost"',
        asked_by: 'per_a',
        asked_from: '{}',
        created_at: createdAt,
        counts_at: null,
        decided_at: null,
      },
    }
  },
  imports: (over, random) => {
    const touchedAt = over.getTime() - keptFor('imports')
    const id = makeId('import', new Date(touchedAt), random)
    const counts = { lines: 50, done: 20, added: 19 }
    const times = { begun_at: touchedAt - 1000, touched_at: touchedAt, finished_at: null }
    return { key: id, row: { id, organization_id: 'org_a', ...counts, ...times } }
  },
  provider_records: (over, random) => {
    const expiresAt = over.getTime() - keptFor('provider_records')
    const key = text(random)
    const names = { grant_hash: null, session_id: null, application_id: null }
    const times = { created_at: expiresAt - 60_000, expires_at: expiresAt, consumed_at: null }
    return { key, row: { id: key, kind: 'AuthorizationCode', ...names, payload: '{}', ...times } }
  },
  connections: (over, random) => {
    const usedAt = over.getTime() - unusedKeptFor
    // Made long before its last use, or with it.
    const createdAt = usedAt - (random[0]! % 2) * 300 * day
    const id = makeId('connection', new Date(createdAt), random)
    return {
      key: id,
      row: {
        id,
        ...somebody,
        machine_id: plantedMachine,
        network: text(random),
        ...somewhere,
        proved_at: null,
        last_proved_at: null,
        method: null,
        last_used_at: usedAt,
        created_at: createdAt,
      },
    }
  },
  machines: (over, random) => {
    const usedAt = over.getTime() - unusedKeptFor
    const createdAt = usedAt - (random[0]! % 2) * 300 * day
    const id = makeId('machine', new Date(createdAt), random)
    return {
      key: id,
      row: {
        id,
        organization_id: 'org_a',
        cookie_hash: text(random),
        name: null,
        location_id: null,
        ...somewhere,
        proved_as: '',
        public_key: null,
        key_at: null,
        recognized_at: usedAt,
        recognized_by: 'per_a',
        last_used_at: usedAt,
        created_at: createdAt,
      },
    }
  },
}
