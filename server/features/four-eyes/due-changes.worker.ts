import { setTimeout as pause } from 'node:timers/promises'
import { minute } from '../../base/duration.ts'
import type { World } from '../../tools/world.ts'
import { carryOutDue } from './pending-changes.flow.ts'

export interface DueChanges {
  /** Waits for what is under way. */
  stop(): Promise<void>
}

/** Looks every minute whether a change's day has come. Any number of nodes do so; each change is carried out once. */
export function startDueChanges(world: World): DueChanges {
  const stopping = new AbortController()
  const { signal } = stopping
  const running = run()

  async function run(): Promise<void> {
    while (!signal.aborted) {
      await pause(minute, undefined, { signal, ref: false }).catch(() => undefined)
      if (signal.aborted) return
      await carryOutDue(world).catch((error) =>
        world.log.warn(
          { error: (error as Error).message },
          'a change whose day has come waits another minute',
        ),
      )
    }
  }

  return {
    async stop() {
      stopping.abort()
      await running
    },
  }
}
