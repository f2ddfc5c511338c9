import { transaction } from '../../tools/transaction.ts'
import type { World } from '../../tools/world.ts'
import { recordAudit } from '../audit/audit.store.ts'
import { endWhatRestsOn } from '../revocation/end-what-rests-on.flow.ts'
import { sessionEndsAt } from '../sessions/session-life.ts'
import { findSession } from '../sessions/sessions.store.ts'

interface Held {
  /** Absent where the browser holds none. */
  sessionToken?: string | undefined
  address: string
}

/** Signing out: the session of this browser ends. */
export async function signOut(world: World, held: Held): Promise<void> {
  await transaction(world, (world) => endHeld(world, held, { event: 'signed-out' }))
}

/** Somebody signs in over an open session, their own or another's: nobody holds its cookie from now on (T15). In the caller's transaction. */
export async function endReplacedSession(world: World, held: Held): Promise<void> {
  await endHeld(world, held, { event: 'session-replaced' })
}

async function endHeld(
  world: World,
  { sessionToken, address }: Held,
  { event }: { event: string },
): Promise<void> {
  const session = sessionToken === undefined ? undefined : await findSession(world, sessionToken)
  if (session === undefined) return
  const { id: sessionId, organizationId, personId } = session
  const { sessions } = await endWhatRestsOn(world, 'session-ended', { organizationId, personId, sessionId })
  // Of two at once the other one has ended it, or it was over by itself.
  if (sessions === 0 || sessionEndsAt(session) <= world.clock.now()) return
  const actorId = event === 'signed-out' ? personId : null
  await recordAudit(world, { organizationId, actorId, personId, address, event, data: { sessionId } })
}
