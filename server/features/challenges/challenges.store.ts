import { Secret } from 'otpauth'
import type { Method } from '../../../contract/words.ts'
import type { Id } from '../../base/id.ts'
import { insertRow, prepared } from '../../tools/database/prepared.ts'
import type { ChallengeRow } from '../../tools/database/tables.ts'
import { newId, type World } from '../../tools/world.ts'
import { mostLiving } from '../limits/guesses.ts'
import { type SentCode, stepAt } from './one-time-code.ts'

export type Purpose = 'sign-in' | 'enrollment' | 'fresh-proof' | 'new-address'

/** One asking for one code. `sent` is null where none is sent. */
export interface Challenge {
  id: Id<'challenge'>
  organizationId: Id<'organization'>
  personId: Id<'person'>
  signInId: Id<'signIn'> | null
  purpose: Purpose
  method: Method
  /** Where the code went; null where none is sent. */
  address: string | null
  digits: number
  sent: SentCode | null
  /** Of what is being set up: the key, base32, whose first code is waited for. */
  key: string | null
  lastSentAt: Date | null
}

export interface NewChallenge {
  organizationId: Id<'organization'>
  personId: Id<'person'>
  signInId: Id<'signIn'> | null
  sessionId: Id<'session'> | null
  purpose: Purpose
  method: Method
  address: string | null
  /** `freshSecret` where a code is sent, or a key is set up; null where the person has a key. */
  secret: string | null
  digits: number
  lifeMinutes: number
  /** Where its first code goes out with it; otherwise `noteSent` follows, or none is sent. */
  sentAt?: Date
}

const context = (id: Id<'challenge'>) => `challenge ${id}`

/** 160 random bits, base32. */
export function freshSecret({ random }: Pick<World, 'random'>): string {
  return new Secret({ buffer: new Uint8Array(random.bytes(20)).buffer }).base32
}

/** Sends nothing. */
export async function insertChallenge(world: World, input: NewChallenge): Promise<Challenge> {
  const id = newId(world, 'challenge')
  const { secret, digits, lifeMinutes, address, sentAt = null } = input
  const sentSteps = sentAt ? [stepAt(sentAt)] : []
  await insertRow(world.database, 'challenges', {
    id,
    organization_id: input.organizationId,
    person_id: input.personId,
    sign_in_id: input.signInId,
    session_id: input.sessionId,
    purpose: input.purpose,
    method: input.method,
    address: input.address,
    secret_sealed: secret && world.vault.seal(secret, context(id)),
    digits,
    life_minutes: lifeMinutes,
    sent_steps: sentSteps.join(','),
    last_sent_at: sentAt?.getTime() ?? null,
    attempts: 0,
    consumed_at: null,
    closed_at: null,
    created_at: world.clock.now().getTime(),
  })
  return {
    ...input,
    id,
    ...secretOf(secret, { address, digits, lifeMinutes, sentSteps }),
    lastSentAt: sentAt,
  }
}

/** A secret is that of the codes that are sent, or a key that is being set up. */
function secretOf(
  secret: string | null,
  { address, ...code }: Omit<SentCode, 'secret'> & Pick<Challenge, 'address'>,
): Pick<Challenge, 'sent' | 'key'> {
  if (secret === null) return { sent: null, key: null }
  return address === null ? { sent: null, key: secret } : { sent: { secret, ...code }, key: null }
}

const challengeColumns = [
  'id',
  'organization_id',
  'person_id',
  'sign_in_id',
  'purpose',
  'method',
  'address',
  'secret_sealed',
  'digits',
  'life_minutes',
  'sent_steps',
  'last_sent_at',
] as const

type StoredRow = Pick<ChallengeRow, (typeof challengeColumns)[number]>

export function toChallenge(world: World, row: StoredRow): Challenge {
  const sentSteps = row.sent_steps === '' ? [] : row.sent_steps.split(',').map(Number)
  const secret = row.secret_sealed && world.vault.open(row.secret_sealed, context(row.id))
  const { address, digits, life_minutes: lifeMinutes } = row
  return {
    id: row.id,
    organizationId: row.organization_id,
    personId: row.person_id,
    signInId: row.sign_in_id,
    purpose: row.purpose as Purpose,
    method: row.method as Method,
    address,
    digits,
    ...secretOf(secret, { address, digits, lifeMinutes, sentSteps }),
    lastSentAt: row.last_sent_at === null ? null : new Date(row.last_sent_at),
  }
}

export async function openChallengeOf(world: World, signInId: Id<'signIn'>): Promise<Challenge | undefined> {
  const [row] = await openOf(world.database, { signInId })
  return row && toChallenge(world, row)
}

/** The same of the sign-in of a cookie. */
export const openChallengeOfToken = prepared<{ hash: string }, StoredRow>((database, parameter) =>
  database
    .selectFrom('challenges')
    .select([...challengeColumns])
    .where('sign_in_id', '=', ({ selectFrom }) =>
      selectFrom('sign_ins').select('sign_ins.id').where('cookie_hash', '=', parameter('hash')),
    )
    .where('purpose', '=', 'sign-in')
    .where('consumed_at', 'is', null)
    .where('closed_at', 'is', null),
)

const openOf = prepared<{ signInId: Id<'signIn'> }, StoredRow>((database, parameter) =>
  database
    .selectFrom('challenges')
    .select([...challengeColumns])
    .where('sign_in_id', '=', parameter('signInId'))
    .where('purpose', '=', 'sign-in')
    .where('consumed_at', 'is', null)
    .where('closed_at', 'is', null),
)

/** Remembers that the code of a step went out; only sent codes are accepted. */
export async function noteSent(world: World, challenge: Challenge, step: number): Promise<Challenge> {
  const now = world.clock.now()
  const steps = [...new Set([...(challenge.sent?.sentSteps ?? []), step])].slice(
    -mostLiving(challenge.digits),
  )
  await notedSent(world.database, { id: challenge.id, steps: steps.join(','), now: now.getTime() })
  return { ...challenge, sent: challenge.sent && { ...challenge.sent, sentSteps: steps }, lastSentAt: now }
}

const notedSent = prepared<{ id: Id<'challenge'>; steps: string; now: number }, unknown>(
  (database, parameter) =>
    database
      .updateTable('challenges')
      .set({ sent_steps: parameter('steps'), last_sent_at: parameter('now') })
      .where('id', '=', parameter('id')),
)

/** R5.10: of any number of simultaneous right answers, the one whose UPDATE finds the row open takes it. */
export async function consumeChallenge(world: World, id: Id<'challenge'>): Promise<boolean> {
  return (await consumed(world.database, { id, now: world.clock.now().getTime() })).length === 1
}

const consumed = prepared<{ id: Id<'challenge'>; now: number }, { id: Id<'challenge'> }>(
  (database, parameter) =>
    database
      .updateTable('challenges')
      .set({ consumed_at: parameter('now'), secret_sealed: null })
      .where('id', '=', parameter('id'))
      .where('consumed_at', 'is', null)
      .where('closed_at', 'is', null)
      .returning('id'),
)

/** Closes what is open of a sign-in: another method was chosen, or it is over. */
export async function closeChallenges(world: World, signInId: Id<'signIn'>): Promise<void> {
  await world.database
    .updateTable('challenges')
    .set({ closed_at: world.clock.now().getTime(), secret_sealed: null })
    .where('sign_in_id', '=', signInId)
    .where('closed_at', 'is', null)
    .where('consumed_at', 'is', null)
    .execute()
}
