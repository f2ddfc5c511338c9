import type { Selectable } from 'kysely'
import type { Method } from '../../../contract/words.ts'
import { toleratedSkew } from '../../base/clock-skew.ts'
import { digest } from '../../base/digest.ts'
import { later, minute } from '../../base/duration.ts'
import type { Id } from '../../base/id.ts'
import { insertRow, prepared } from '../../tools/database/prepared.ts'
import type { SignInRow } from '../../tools/database/tables.ts'
import { newId, type World } from '../../tools/world.ts'
import { countedLimits } from '../limits/limits-table.ts'
import type { Caller } from '../machines/caller.ts'
import type { Decision } from '../policy/decision.ts'
import type { Facts } from '../policy/facts.ts'

/** R5.2: a half-finished sign-in lives this long; while somebody works at set-up, so long from each step on. */
const signInMinutes = 10
/** Set-up in one sign-in takes this long at most. */
const longestMinutes = 60
/** R5.8: so many wrong codes end it. */
export const mostAttempts = countedLimits.codesOfSignIn.most

/** `password`: another one is chosen before anything else. */
export type SignInState = 'password' | 'code' | 'enroll' | 'refused' | 'done' | 'over'

/** What the right code leads to: a session, or the choice of another password (T1). */
export type SignInPurpose = 'sign-in' | 'new-password'

/** One attempt, from the right password to a session. */
export interface SignIn {
  id: Id<'signIn'>
  organizationId: Id<'organization'>
  personId: Id<'person'>
  state: SignInState
  decision: Decision
  /** What it was made from, as JSON; null where it was made before this was kept. */
  facts: string | null
  enrollFollows: boolean
  attempts: number
  /** The machine, where this person had signed in on it before. */
  knownMachineId: Id<'machine'> | null
  /** The point of the key that the browser proved to hold. */
  machineKey: string | null
  provedMethod: Method | null
  provedAt: Date | null
  resetId: Id<'grant'> | null
  purpose: SignInPurpose
  returnTo: string
  createdAt: Date
}

export interface NewSignIn {
  organizationId: Id<'organization'>
  personId: Id<'person'>
  token: string
  state: SignInState
  decision: Decision
  facts: Facts
  resetId: Id<'grant'> | null
  /** A sign-in where absent. */
  purpose?: SignInPurpose
  returnTo: string
  knownMachineId: Id<'machine'> | null
  caller: Caller
}

export async function insertSignIn(world: World, input: NewSignIn): Promise<SignIn> {
  const id = newId(world, 'signIn')
  const now = world.clock.now()
  const { organizationId, personId, state, decision, resetId, returnTo, knownMachineId } = input
  const { purpose = 'sign-in' } = input
  const { address, browser, system, machineKey = null } = input.caller
  const facts = JSON.stringify(input.facts)
  await insertRow(world.database, 'sign_ins', {
    id,
    organization_id: organizationId,
    person_id: personId,
    cookie_hash: digest(input.token),
    purpose,
    state,
    enroll_follows: decision.enrollFollows ? 1 : 0,
    method: null,
    proved_method: null,
    proved_at: null,
    grant_id: resetId,
    attempts: 0,
    sends: 0,
    known_machine_id: knownMachineId,
    machine_key: machineKey,
    decision: JSON.stringify(decision),
    facts,
    address,
    browser,
    system,
    return_to: returnTo,
    created_at: now.getTime(),
    expires_at: later(now, signInMinutes * minute).getTime(),
  })
  const { enrollFollows } = decision
  const fresh = { facts, attempts: 0, provedMethod: null, provedAt: null, createdAt: now }
  const kept = {
    organizationId,
    personId,
    state,
    decision,
    resetId,
    purpose,
    returnTo,
    knownMachineId,
    machineKey,
  }
  return { id, enrollFollows, ...kept, ...fresh }
}

const signInColumns = [
  'id',
  'organization_id',
  'person_id',
  'state',
  'decision',
  'facts',
  'enroll_follows',
  'attempts',
  'known_machine_id',
  'machine_key',
  'proved_method',
  'proved_at',
  'grant_id',
  'purpose',
  'return_to',
  'created_at',
] as const

type StoredRow = Selectable<Pick<SignInRow, (typeof signInColumns)[number]>>

/** The sign-in of a cookie. */
export const signInOf = prepared<{ hash: string; now: number; newest: number }, StoredRow>(
  (database, parameter) =>
    database
      .selectFrom('sign_ins')
      .select([...signInColumns])
      .where('cookie_hash', '=', parameter('hash'))
      .where('expires_at', '>', parameter('now'))
      .where('created_at', '<=', parameter('newest')),
)

/** The sign-in of a cookie; undefined when there is none, its ten minutes are over, or the clock has jumped back since. */
export async function findSignIn(world: World, token: string): Promise<SignIn | undefined> {
  const [row] = await signInOf(world.database, ofToken(world, token))
  return row && toSignIn(row)
}

export function ofToken({ clock }: Pick<World, 'clock'>, token: string) {
  const now = clock.now()
  return { hash: digest(token), now: now.getTime(), newest: later(now, toleratedSkew).getTime() }
}

export function toSignIn(row: StoredRow): SignIn {
  return {
    id: row.id,
    organizationId: row.organization_id,
    personId: row.person_id,
    state: row.state as SignInState,
    decision: JSON.parse(row.decision) as Decision,
    facts: row.facts,
    enrollFollows: row.enroll_follows === 1,
    attempts: row.attempts,
    knownMachineId: row.known_machine_id,
    machineKey: row.machine_key,
    provedMethod: row.proved_method as Method | null,
    provedAt: row.proved_at === null ? null : new Date(row.proved_at),
    resetId: row.grant_id,
    purpose: row.purpose as SignInPurpose,
    returnTo: row.return_to,
    createdAt: new Date(row.created_at),
  }
}

/** R5.8: takes one of three attempts; the UPDATE itself takes it, so two callers cannot share one. Undefined when none is left. */
export async function takeAttempt(
  world: World,
  id: Id<'signIn'>,
  state: 'code' | 'enroll' = 'code',
): Promise<{ attempts: number } | undefined> {
  const [taken] = await takenAttempt(world.database, { id, state, now: world.clock.now().getTime() })
  return taken
}

const takenAttempt = prepared<{ id: Id<'signIn'>; state: string; now: number }, { attempts: number }>(
  (database, parameter) =>
    database
      .updateTable('sign_ins')
      .set((row) => ({ attempts: row('attempts', '+', 1) }))
      .where('id', '=', parameter('id'))
      .where('state', '=', parameter('state'))
      .where('attempts', '<', mostAttempts)
      .where('expires_at', '>', parameter('now'))
      .returning('attempts'),
)

/** Moves a sign-in on; whoever's UPDATE finds it in `from` does it. */
export async function moveSignIn(
  world: World,
  id: Id<'signIn'>,
  { from, to, proved }: { from: SignInState; to: SignInState; proved?: { method: Method; at: Date } },
): Promise<boolean> {
  const moved = proved
    ? await movedWithProof(world.database, { id, from, to, ...proofOf(proved) })
    : await movedOn(world.database, { id, from, to })
  return moved.length === 1
}

interface Move {
  id: Id<'signIn'>
  from: SignInState
  to: SignInState
}

const movedOn = prepared<Move, { id: Id<'signIn'> }>((database, parameter) =>
  database
    .updateTable('sign_ins')
    .set({ state: parameter('to') })
    .where('id', '=', parameter('id'))
    .where('state', '=', parameter('from'))
    .returning('id'),
)

const movedWithProof = prepared<Move & ReturnType<typeof proofOf>, { id: Id<'signIn'> }>(
  (database, parameter) =>
    database
      .updateTable('sign_ins')
      // After a right code, wrong ones count anew: set-up may follow.
      .set({
        state: parameter('to'),
        attempts: 0,
        proved_method: parameter('proved_method'),
        proved_at: parameter('proved_at'),
      })
      .where('id', '=', parameter('id'))
      .where('state', '=', parameter('from'))
      .returning('id'),
)

/** Gives up whatever is under way behind a cookie. */
export async function giveUpSignIn(world: Pick<World, 'database'>, token: string): Promise<void> {
  await world.database
    .updateTable('sign_ins')
    .set({ state: 'over' })
    .where('cookie_hash', '=', digest(token))
    .where('state', 'in', ['password', 'code', 'enroll', 'refused'])
    .execute()
}

function proofOf({ method, at }: { method: Method; at: Date }) {
  return { proved_method: method, proved_at: at.getTime() }
}

/** A method was proved in set-up: the sign-in rests on it, and wrong codes count anew. */
export async function noteProof(
  world: World,
  id: Id<'signIn'>,
  proved: { method: Method; at: Date },
): Promise<void> {
  await world.database
    .updateTable('sign_ins')
    .set({ attempts: 0, ...proofOf(proved) })
    .where('id', '=', id)
    .where('state', '=', 'enroll')
    .execute()
}

/** Somebody works at set-up: it does not run out between two steps, nor last for ever. */
export async function keepAlive(world: World, { id, createdAt }: SignIn): Promise<void> {
  const next = later(world.clock.now(), signInMinutes * minute).getTime()
  const last = later(createdAt, longestMinutes * minute).getTime()
  await world.database
    .updateTable('sign_ins')
    .set({ expires_at: Math.min(next, last) })
    .where('id', '=', id)
    .where('state', '=', 'enroll')
    .execute()
}

/** Set-up is finished, and the decision was made anew: the sign-in goes on as it says. */
export async function decideAgain(
  world: World,
  id: Id<'signIn'>,
  { state, decision, facts }: { state: SignInState; decision: Decision; facts: Facts },
): Promise<boolean> {
  const { numUpdatedRows } = await world.database
    .updateTable('sign_ins')
    .set({
      state,
      decision: JSON.stringify(decision),
      facts: JSON.stringify(facts),
      enroll_follows: decision.enrollFollows ? 1 : 0,
      attempts: 0,
    })
    .where('id', '=', id)
    .where('state', '=', 'enroll')
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
