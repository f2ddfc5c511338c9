import { auditedBy, commandLine } from '../../base/actor.ts'
import type { Id } from '../../base/id.ts'
import { transaction } from '../../tools/transaction.ts'
import type { World } from '../../tools/world.ts'
import { recordAudits } from '../audit/audit.store.ts'
import { endWhatRestsOn } from '../revocation/end-what-rests-on.flow.ts'
import { endEverythingOneTime, insertEpoch, presentEpoch } from './one-time.store.ts'

/**
 * By hand, after a database was put back with other means than ours or its keys were lost: nothing one-time comes back to
 * life. Tells its number.
 */
export async function beginEpoch(world: World, { keysLost = false } = {}): Promise<number> {
  return transaction(world, async (world) => {
    const number = (await presentEpoch(world)) + 1
    await startEpoch(world, { number, cause: 'command' })
    await tellEverybody(world, (organizationId) => ({
      ...byNobody,
      organizationId,
      event: keysLost ? 'keys-replaced' : 'epoch-begun',
      data: { epoch: number },
    }))
    return number
  })
}

/** The same as the end of a restore, in its transaction. @param earlier the epoch of what was replaced */
export async function beginEpochAfterRestore(
  world: World,
  { earlier, madeAt }: { earlier: number; madeAt: string },
): Promise<number> {
  const number = Math.max(earlier, await presentEpoch(world)) + 1
  await startEpoch(world, { number, cause: 'restore' })
  await tellEverybody(world, (organizationId) => ({
    ...byNobody,
    organizationId,
    event: 'backup-restored',
    data: { epoch: number, madeAt },
  }))
  return number
}

async function startEpoch(world: World, epoch: Parameters<typeof insertEpoch>[1]): Promise<void> {
  await insertEpoch(world, epoch)
  await endWhatRestsOn(world, 'epoch-begun', {})
  await endEverythingOneTime(world)
}

const byNobody = { personId: null, ...auditedBy(commandLine) }

type Entry = Parameters<typeof recordAudits>[1][number]

async function tellEverybody(
  world: World,
  entry: (organizationId: Id<'organization'>) => Entry,
): Promise<void> {
  const organizations = await world.database.selectFrom('organizations').select('id').execute()
  await recordAudits(
    world,
    organizations.map(({ id }) => entry(id)),
  )
}
