import { transaction } from '../../tools/transaction.ts'
import type { World } from '../../tools/world.ts'
import { recordAudit } from '../audit/audit.store.ts'
import type { OpenSession } from '../sessions/sessions.store.ts'
import { endWhatRestsOn } from './end-what-rests-on.flow.ts'

/** R2.1 "sign everybody out now": all sessions of the organization but the one that asks. Tells how many ended. */
export async function signEverybodyOut(world: World, own: OpenSession, address: string): Promise<number> {
  const { organizationId, id: keepSessionId, personId: actorId } = own
  return transaction(world, async (world) => {
    const change = 'everybody-signed-out'
    const { sessions: ended } = await endWhatRestsOn(world, change, { organizationId, keepSessionId })
    await recordAudit(world, {
      organizationId,
      actorId,
      personId: null,
      address,
      event: 'everybody-signed-out',
      data: { ended },
    })
    return ended
  })
}
