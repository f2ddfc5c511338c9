import type { Right } from '../../../contract/words.ts'
import { later, second } from '../../base/duration.ts'
import type { World } from '../../tools/world.ts'
import { loadRights } from '../rights/rights.store.ts'
import { sessionEndsAt, useNotedEvery } from './session-life.ts'
import { findSession, noteUse, type OpenSession } from './sessions.store.ts'

export interface CheckedSession extends OpenSession {
  rights: readonly Right[]
  /** When it ends if nobody uses it. */
  endsAt: Date
}

/** Who holds a token. Answers are kept for a second, so that a page that asks often costs no query each time. */
export interface SessionCheck {
  check(token: string): CheckedSession | undefined | Promise<CheckedSession | undefined>
  /** What is kept of a token that `check` let pass within the last second; undefined where it must be asked. */
  kept(token: string): CheckedSession | undefined
  /** Drops what is kept: sessions were ended. */
  forget(): void
}

/** No kept answer outlives a revocation on another node by more than this. */
const keptFor = second
const mostKept = 20_000

interface Kept {
  session: CheckedSession | undefined
  until: number
}

export function sessionCheck(world: World): SessionCheck {
  const kept = new Map<string, Kept>()
  let generation = 0
  async function read(token: string): Promise<CheckedSession | undefined> {
    const begun = generation
    const session = await readSession(world, token)
    // A session ended while we read: what was read may be older than the ending, so it is not kept.
    if (begun === generation) keep(token, session)
    return session
  }
  function keep(token: string, session: CheckedSession | undefined): void {
    kept.delete(token)
    if (kept.size >= mostKept) kept.delete(kept.keys().next().value!)
    kept.set(token, { session, until: later(world.clock.now(), keptFor).getTime() })
  }
  function find(token: string): Kept | undefined {
    const found = kept.get(token)
    const now = world.clock.now().getTime()
    // A clock that went back must not lengthen what is kept.
    return found && found.until > now && found.until <= now + keptFor ? found : undefined
  }
  return {
    check(token) {
      const found = find(token)
      return found ? found.session : read(token)
    },
    kept: (token) => find(token)?.session,
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
  if (sessionEndsAt(session) <= now) return undefined
  if (later(session.lastUsedAt, useNotedEvery) <= now) await noteUse(world, session.id)
  const endsAt = sessionEndsAt({ ...session, lastUsedAt: now })
  return { ...session, endsAt, rights: await loadRights(world, session.personId) }
}
