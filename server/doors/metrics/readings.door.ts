import { statfs } from 'node:fs/promises'
import { second } from '../../base/duration.ts'
import { countWaiting, outboxHead } from '../../features/messages/outbox-head.store.ts'
import { dueFor } from '../../features/messages/outbox-head.ts'
import type { Readiness } from '../../features/messages/readiness.flow.ts'
import { connectionsOf } from '../../tools/database/open.ts'
import { sharedAnswer } from '../../tools/shared-answer.ts'
import type { World } from '../../tools/world.ts'
import type { Readings } from './meters.door.ts'

/** However often somebody asks, the database is asked once in so long. */
const patience = { keptFor: 5 * second, longest: second }

interface Read {
  tally: { answered: number }
  readiness: Pick<Readiness, 'canWrite'>
  /** On the disk whose space counts. */
  folder: string
}

export function readingsOf(world: World, { tally, readiness, folder }: Read): Readings {
  const outbox = sharedAnswer(() => readOutbox(world), patience)
  return {
    hashes: world.passwords.load,
    cachedSessions: () => tally.answered,
    outbox: () => outbox().catch(() => null),
    canWrite: readiness.canWrite,
    freeSpace: async () => {
      const { bavail, bsize } = await statfs(folder)
      return bavail * bsize
    },
    connections: connectionsOf(world.database),
  }
}

async function readOutbox(world: World) {
  const due = dueFor(await outboxHead(world), world.clock.now().getTime())
  return { waiting: await countWaiting(world), dueForSeconds: due / second }
}
