import { auditedBy } from '../../base/actor.ts'
import type { Id } from '../../base/id.ts'
import { transaction } from '../../tools/transaction.ts'
import type { World } from '../../tools/world.ts'
import { recordAudit } from '../audit/audit.store.ts'
import { type Acting, requireMachine } from '../machines/manage-machines.flow.ts'
import { endWhatRestsOn } from './end-what-rests-on.flow.ts'

/** R4.8: nothing that was proved on it counts any more, and whoever is signed in there, but the one who asks, is out. Throws `not-found`. */
export async function revokeMachine(
  world: World,
  { organizationId, by, id: machineId, sessionId }: Acting & { id: Id<'machine'>; sessionId: Id<'session'> },
): Promise<void> {
  await transaction(world, async (world) => {
    const { name, browser, system } = await requireMachine(world, organizationId, machineId)
    const whose = { organizationId, machineId, keepSessionId: sessionId }
    const { connections: forgotten, sessions: sessionsEnded } = await endWhatRestsOn(
      world,
      'machine-revoked',
      whose,
    )
    await recordAudit(world, {
      organizationId,
      personId: null,
      ...auditedBy(by),
      event: 'machine-revoked',
      data: { machineId, name, browser, system, forgotten, sessionsEnded },
    })
  })
}
