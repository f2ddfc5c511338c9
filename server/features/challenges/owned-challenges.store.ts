import type { Method } from '../../../contract/words.ts'
import type { Id } from '../../base/id.ts'
import type { World } from '../../tools/world.ts'
import { countedLimits } from '../limits/limits-table.ts'
import { type Challenge, type Purpose, toChallenge } from './challenges.store.ts'

/** Three wrong codes close a challenge that no sign-in counts for (R5.8). */
export const mostTries = countedLimits.codesOfChallenge.most

/** What a challenge of set-up or of a fresh proof belongs to: a sign-in, or a session. */
export type ChallengeOwner =
  | { signInId: Id<'signIn'>; sessionId: null }
  | { signInId: null; sessionId: Id<'session'> }

export interface Which {
  owner: ChallengeOwner
  purpose: Purpose
  /** Any when absent. */
  method?: Method
}

export interface OwnedChallenge extends Challenge {
  tries: number
  createdAt: Date
}

/** The newest open challenge of an owner; an older one that a second click left open is never looked at. */
export async function findChallenge(world: World, which: Which): Promise<OwnedChallenge | undefined> {
  const row = await openOnes(world, which)
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst()
  return row && { ...toChallenge(world, row), tries: row.attempts, createdAt: new Date(row.created_at) }
}

/** Methods of an owner that wait for their first right code. */
export async function openMethods(world: World, which: Which): Promise<Method[]> {
  const rows = await openOnes(world, which).select('method').execute()
  return rows.map(({ method }) => method as Method)
}

function openOnes(world: World, { owner, purpose, method }: Which) {
  const query = world.database
    .selectFrom('challenges')
    .where(ownerColumn(owner), '=', ownerId(owner))
    .where('purpose', '=', purpose)
    .where('consumed_at', 'is', null)
    .where('closed_at', 'is', null)
  return method ? query.where('method', '=', method) : query
}

const ownerColumn = ({ signInId }: ChallengeOwner) => (signInId === null ? 'session_id' : 'sign_in_id')

const ownerId = (owner: ChallengeOwner): string => owner.signInId ?? owner.sessionId

/** Takes one of three tries; the UPDATE itself takes it, so two callers cannot share one. Undefined when none is left. */
export async function takeTry(world: World, id: Id<'challenge'>): Promise<{ tries: number } | undefined> {
  return world.database
    .updateTable('challenges')
    .set((row) => ({ attempts: row('attempts', '+', 1) }))
    .where('id', '=', id)
    .where('attempts', '<', mostTries)
    .where('consumed_at', 'is', null)
    .where('closed_at', 'is', null)
    .returning('attempts as tries')
    .executeTakeFirst()
}

/** Another method goes on where the first one stopped: asking for another code restarts neither count nor time (R5.8). */
export async function carryOver(
  world: World,
  id: Id<'challenge'>,
  { tries, createdAt }: Pick<OwnedChallenge, 'tries' | 'createdAt'>,
): Promise<void> {
  await world.database
    .updateTable('challenges')
    .set({ attempts: tries, created_at: createdAt.getTime() })
    .where('id', '=', id)
    .execute()
}

/** Closes what is open of an owner. */
export async function closeOwned(world: World, { owner, purpose, method }: Which): Promise<void> {
  const query = world.database
    .updateTable('challenges')
    .set({ closed_at: world.clock.now().getTime(), secret_sealed: null })
    .where(ownerColumn(owner), '=', ownerId(owner))
    .where('purpose', '=', purpose)
    .where('consumed_at', 'is', null)
    .where('closed_at', 'is', null)
  await (method ? query.where('method', '=', method) : query).execute()
}

/**
 * Closes what sign-ins, or sessions, ask for.
 * @param personId null for everybody's
 * @param exceptId a sign-in or session that goes on
 */
export async function closeCodes(
  world: World,
  {
    of,
    personId,
    exceptId,
  }: { of: 'sign-in' | 'session'; personId: Id<'person'> | null; exceptId: Id<'signIn' | 'session'> | null },
): Promise<void> {
  const owner = of === 'sign-in' ? 'sign_in_id' : 'session_id'
  let query = world.database
    .updateTable('challenges')
    .set({ closed_at: world.clock.now().getTime(), secret_sealed: null })
    .where(owner, 'is not', null)
    .where('consumed_at', 'is', null)
    .where('closed_at', 'is', null)
  if (personId !== null) query = query.where('person_id', '=', personId)
  if (exceptId !== null) query = query.where(owner, '!=', exceptId)
  await query.execute()
}
