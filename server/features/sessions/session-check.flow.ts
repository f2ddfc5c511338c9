import type { Right } from '../../../contract/words.ts'
import { later, second } from '../../base/duration.ts'
import type { Id } from '../../base/id.ts'
import { isOutOfReach } from '../../tools/database/out-of-reach.ts'
import type { World } from '../../tools/world.ts'
import { loadRights } from '../rights/rights.store.ts'
import { isSessionOver, sessionEndsAt, useNotedEvery } from './session-life.ts'
import { findSession, noteUse, type OpenSession } from './sessions.store.ts'

export interface CheckedSession extends OpenSession {
  rights: readonly Right[]
  /** When it ends if nobody uses it. */
  endsAt: Date
}

/** Who holds a token. Answers are kept for a second, so that an application that asks often costs no query each time. */
export interface SessionCheck {
  /** Reads it from the database, so that what another node changed counts at once. */
  check(token: string): Promise<CheckedSession | undefined>
  /** What `check` read within the last second; undefined where it must be asked. */
  cached(token: string): CheckedSession | undefined
  /** Drops what is kept: sessions were ended. */
  forget(): void
}

/** No kept answer outlives a revocation on another node by more than this. */
const keptFor = second
const mostKept = 20_000

interface Kept {
  session: CheckedSession
  until: number
}

export function sessionCheck(world: World): SessionCheck {
  const kept = new Map<string, Kept>()
  let generation = 0
  async function read(token: string): Promise<CheckedSession | undefined> {
    const begun = generation
    // Counted from before the read: it may take long, and a session may be ended elsewhere as soon as it was read.
    const until = later(world.clock.now(), keptFor).getTime()
    const session = await readSession(world, token)
    kept.delete(token)
    // A session ended while we read: what was read may be older than the ending, so it is not kept.
    if (session && begun === generation) keep(token, { session, until })
    return session
  }
  function keep(token: string, answer: Kept): void {
    if (kept.size >= mostKept) kept.delete(kept.keys().next().value!)
    kept.set(token, answer)
  }
  return {
    check: read,
    cached(token) {
      const found = kept.get(token)
      const now = world.clock.now().getTime()
      // A clock that went back must not lengthen what is kept.
      return found && found.until > now && found.until <= now + keptFor ? found.session : undefined
    },
    forget() {
      generation++
      kept.clear()
    },
  }
}

async function readSession(world: World, token: string): Promise<CheckedSession | undefined> {
  const session = await findSession(world, token)
  if (!session) return undefined
  const now = world.clock.now()
  if (isSessionOver(session, now)) return undefined
  if (later(session.lastUsedAt, useNotedEvery) <= now) await noteIfPossible(world, session.id)
  const endsAt = sessionEndsAt({ ...session, lastUsedAt: now })
  return { ...session, endsAt, rights: await loadRights(world, session.personId) }
}

/** A disk that is full need not sign anybody out at once: what is not noted counts as idle time. */
async function noteIfPossible(world: World, sessionId: Id<'session'>): Promise<void> {
  await noteUse(world, sessionId).catch((error: unknown) => {
    if (!isOutOfReach(error)) throw error
  })
}
