import { second } from '../../base/duration.ts'
import { sharedAnswer } from '../../tools/shared-answer.ts'
import type { World } from '../../tools/world.ts'
import type { Outbox } from './outbox.worker.ts'
import { outboxHead } from './outbox-head.store.ts'
import { isStuck } from './outbox-head.ts'

export type Lack = 'database' | 'outbox' | 'stopping'

/** Can this node take work? Asked by whoever shares the work out, every few seconds. */
export interface Readiness {
  /** What it lacks, within two seconds; none when it is ready. */
  lacks(): Promise<Lack[]>
  /** From now on it takes no new work. */
  stop(): void
}

/** Many may ask at once: one query answers them, and a database that hangs is not asked ten times. */
export const patience = { keptFor: second / 2, longest: second }

export function readiness(world: World, outbox: Pick<Outbox, 'isMoving' | 'wake'>): Readiness {
  const head = sharedAnswer(() => outboxHead(world), patience)
  let isStopping = false
  return {
    async lacks() {
      if (isStopping) return ['stopping']
      const due = await head().catch(() => undefined)
      if (!due) return ['database']
      // The database answers again: the worker need not wait for its next look to see it.
      if (!outbox.isMoving()) outbox.wake()
      return outbox.isMoving() && !isStuck(due, world.clock.now().getTime()) ? [] : ['outbox']
    },
    stop() {
      isStopping = true
    },
  }
}
