import type { Method } from '../../../contract/words.ts'
import type { Id } from '../../base/id.ts'
import type { World } from '../../tools/world.ts'
import { sessionEndsAt } from './session-life.ts'

/** An open session as its person sees it. */
export interface SessionPlace {
  id: Id<'session'>
  browser: string
  system: string
  address: string
  createdAt: Date
  lastUsedAt: Date
  endsAt: Date
}

/** Open sessions of a person, newest use first. */
export async function sessionsOf(world: World, personId: Id<'person'>): Promise<SessionPlace[]> {
  const now = world.clock.now()
  const rows = await world.database
    .selectFrom('sessions')
    .selectAll()
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now.getTime())
    .orderBy('last_used_at', 'desc')
    .limit(200)
    .execute()
  return rows
    .map(({ id, browser, system, address, ...row }) => {
      const createdAt = new Date(row.created_at)
      const lastUsedAt = new Date(row.last_used_at)
      const life = { lastUsedAt, idleMinutes: row.idle_minutes, expiresAt: new Date(row.expires_at) }
      return { id, browser, system, address, createdAt, lastUsedAt, endsAt: sessionEndsAt(life) }
    })
    .filter(({ endsAt }) => endsAt > now)
}

export interface NewProof {
  /** When the password was given. */
  passwordAt: Date
  /** By which a code came; null without one. */
  method: Method | null
}

/** The person proved anew that it is them. A code says more than what stood in for one at the sign-in, and takes its place. */
export async function freshenSession(
  world: World,
  id: Id<'session'>,
  { passwordAt, method }: NewProof,
): Promise<boolean> {
  const now = world.clock.now().getTime()
  const { numUpdatedRows } = await world.database
    .updateTable('sessions')
    .set({
      fresh_at: now,
      password_at: passwordAt.getTime(),
      ...(method && { method, second_factor_at: now, let_through_by: null }),
    })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  // What is kept of the session says that it is not fresh.
  world.sessionsEnded()
  return numUpdatedRows === 1n
}

/** Nobody ended it meanwhile. */
export async function isSessionOpen(world: Pick<World, 'database'>, id: Id<'session'>): Promise<boolean> {
  const row = await world.database
    .selectFrom('sessions')
    .select('id')
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}
