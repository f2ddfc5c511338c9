import type { OwnConnection, OwnSession } from '../../../contract/api/profile.ts'
import type { Id } from '../../base/id.ts'
import { Problem } from '../../base/problem.ts'
import { transaction } from '../../tools/transaction.ts'
import type { World } from '../../tools/world.ts'
import { recordAudit } from '../audit/audit.store.ts'
import { connectionsOf } from '../machines/own-connections.store.ts'
import { lockPerson } from '../people/people.store.ts'
import { endWhatRestsOn } from '../revocation/end-what-rests-on.flow.ts'
import { sessionsOf } from '../sessions/own-sessions.store.ts'
import type { OpenSession } from '../sessions/sessions.store.ts'

/** R4.9: where this person signed in from. */
export async function ownConnections(world: World, session: OpenSession): Promise<OwnConnection[]> {
  const found = await connectionsOf(world, session.personId)
  return found.map(({ createdAt, lastUsedAt, provedAt, machineId: _, ...shown }) => ({
    ...shown,
    provedAt: provedAt?.toISOString() ?? null,
    since: createdAt.toISOString(),
    lastUsedAt: lastUsedAt.toISOString(),
    isThisOne: shown.id === session.connectionId,
  }))
}

/** Throws `not-found`, also for somebody else's. */
export async function forgetOwnConnection(
  world: World,
  { session, id, address }: { session: OpenSession; id: Id<'connection'>; address: string },
): Promise<void> {
  await transaction(world, async (world) => {
    await lockPerson(world, session.personId)
    const { personId } = session
    const ended = await endWhatRestsOn(world, 'connection-forgotten', { personId, connectionId: id })
    if (ended.connections === 0) throw new Problem('not-found')
    await audit(world, { session, address, event: 'connection-forgotten', data: { connectionId: id } })
  })
}

export async function forgetOwnConnections(
  world: World,
  session: OpenSession,
  address: string,
): Promise<void> {
  await transaction(world, async (world) => {
    await lockPerson(world, session.personId)
    const { personId } = session
    const { connections: forgotten } = await endWhatRestsOn(world, 'connections-forgotten', { personId })
    await audit(world, { session, address, event: 'connections-forgotten', data: { forgotten } })
  })
}

export async function ownSessions(world: World, session: OpenSession): Promise<OwnSession[]> {
  const found = await sessionsOf(world, session.personId)
  return found.map(({ id, browser, system, address, createdAt, lastUsedAt, endsAt }) => ({
    id,
    browser,
    system,
    address,
    since: createdAt.toISOString(),
    lastUsedAt: lastUsedAt.toISOString(),
    expiresAt: endsAt.toISOString(),
    isThisOne: id === session.id,
  }))
}

/** Throws `not-found`, also for somebody else's. */
export async function endOwnSession(
  world: World,
  { session, id, address }: { session: OpenSession; id: Id<'session'>; address: string },
): Promise<void> {
  const { organizationId, personId } = session
  await transaction(world, async (world) => {
    const ended = await endWhatRestsOn(world, 'session-ended', { organizationId, personId, sessionId: id })
    if (ended.sessions === 0) throw new Problem('not-found')
    await audit(world, { session, address, event: 'session-ended', data: { sessionId: id } })
  })
}

/** All but the one that asks; tells how many ended. */
export async function endOtherSessions(world: World, session: OpenSession, address: string): Promise<number> {
  const { organizationId, personId, id: keepSessionId } = session
  return transaction(world, async (world) => {
    const whose = { organizationId, personId, keepSessionId }
    const { sessions: ended } = await endWhatRestsOn(world, 'other-sessions-ended', whose)
    await audit(world, { session, address, event: 'sessions-ended', data: { ended } })
    return ended
  })
}

interface Event {
  session: OpenSession
  address: string
  event: string
  data: Record<string, unknown>
}

async function audit(world: World, { session, ...entry }: Event): Promise<void> {
  const { organizationId, personId } = session
  await recordAudit(world, { organizationId, actorId: personId, personId, ...entry })
}
