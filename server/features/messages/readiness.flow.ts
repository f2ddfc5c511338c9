import { second } from '../../base/duration.ts'
import { isOutOfReach } from '../../tools/database/out-of-reach.ts'
import { probeWriting } from '../../tools/database/write-probe.ts'
import { sharedAnswer } from '../../tools/shared-answer.ts'
import type { World } from '../../tools/world.ts'
import type { Outbox } from './outbox.worker.ts'
import { outboxHead } from './outbox-head.store.ts'
import { isStuck } from './outbox-head.ts'

export type Lack = 'database' | 'writing' | 'outbox' | 'stopping'

/** Can this node take work? Asked by whoever shares the work out, every few seconds. */
export interface Readiness {
  /** Whether anything can be written, tried now and then; undefined where that is not known in time. */
  canWrite(): Promise<boolean | undefined>
  /** What it lacks, within two seconds; none when it is ready. */
  lacks(): Promise<Lack[]>
  /** From now on it takes no new work. */
  stop(): void
}

/** Many may ask at once: one query answers them, and a database that hangs is not asked ten times. */
export const patience = { keptFor: second / 2, longest: second }

/** Written far less often: on a disk that is full reading goes on as ever. */
const writingPatience = { keptFor: 10 * second, longest: second }

export function readiness(world: World, outbox: Pick<Outbox, 'isMoving' | 'wake'>): Readiness {
  const head = sharedAnswer(() => outboxHead(world), patience)
  const probe = sharedAnswer(() => probeWriting(world.database, world.clock.now()), writingPatience)
  let isStopping = false

  /** What hangs is told by the others: a busy disk may take its time. */
  async function canWrite(): Promise<boolean | undefined> {
    try {
      await probe()
      return true
    } catch (error) {
      return isOutOfReach(error) ? false : undefined
    }
  }

  return {
    canWrite,
    async lacks() {
      if (isStopping) return ['stopping']
      const [due, writes] = await Promise.all([head().catch(() => undefined), canWrite()])
      if (!due) return ['database']
      if (writes === false) return ['writing']
      // The database answers again: the worker need not wait for its next look to see it.
      if (!outbox.isMoving()) outbox.wake()
      return outbox.isMoving() && !isStuck(due, world.clock.now().getTime()) ? [] : ['outbox']
    },
    stop() {
      isStopping = true
    },
  }
}
