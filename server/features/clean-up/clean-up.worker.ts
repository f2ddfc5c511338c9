import { setTimeout as pause } from 'node:timers/promises'
import { hour, minute } from '../../base/duration.ts'
import type { World } from '../../tools/world.ts'
import { cleanUp } from './clean-up.flow.ts'

const firstAfter = minute
const every = hour
/** Connections and machines are walked every so many times. */
const unusedEvery = 24
/** Of the time at most a tenth goes into cleaning up, and between two batches requests have their turn. */
const restPerBatch = 9
const shortestRest = 20
const longestRest = 250

export interface CleanUp {
  /** Waits for the batch that is under way. */
  stop(): Promise<void>
}

/** Deletes what is over, an hour after an hour. Any number of nodes do so at once and share what there is. */
export function startCleanUp(world: World): CleanUp {
  const stopping = new AbortController()
  const { signal } = stopping
  const wait = (milliseconds: number) =>
    pause(milliseconds, undefined, { signal, ref: false }).catch(() => undefined)
  const running = run()

  async function run(): Promise<void> {
    await wait(firstAfter)
    for (let round = 0; !signal.aborted; round++) {
      await sweep(round % unusedEvery === 0)
      await wait(every)
    }
  }

  async function sweep(withUnused: boolean): Promise<void> {
    try {
      const deleted = await cleanUp(world, {
        withUnused,
        isStopped: () => signal.aborted,
        rest: (took) => wait(Math.min(longestRest, Math.max(shortestRest, took * restPerBatch))),
      })
      if (Object.keys(deleted).length > 0) world.log.info({ deleted }, 'cleaned up')
    } catch (error) {
      world.log.warn({ error: (error as Error).message }, 'could not clean up; trying again in an hour')
    }
  }

  return {
    async stop() {
      stopping.abort()
      await running
    },
  }
}
