import { setTimeout as pause } from 'node:timers/promises'
import { minute } from '../../server/base/duration.ts'

/** Against hanging alone: no machine that still works is as slow. */
const patience = 5 * minute

type Found<Value> = Exclude<Value, false | null | undefined>

/** Waits for what has to happen, however slow the machine is: looks again as long as there is nothing. */
export async function until<Value>(look: () => Value | Promise<Value>, what = 'it'): Promise<Found<Value>> {
  for (const end = performance.now() + patience; ; await pause(10)) {
    const found = await look()
    if (found) return found as Found<Value>
    if (performance.now() > end) throw new Error(`${what} did not come`)
  }
}
