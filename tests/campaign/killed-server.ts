import { takeStock } from './aftermath.ts'
import { dice } from './dice.ts'
import { emptyResult, type FaultResult, type Injection } from './fault-result.ts'
import { openLedger } from './ledger.ts'
import { type Office, openOffice } from './office.ts'
import { crowd, untilMore } from './story.ts'
import { openWitness } from './witness.ts'

const places = 12
const mostReadyMs = 3000

export interface KilledServer {
  /** `postgres://…` of an empty database; SQLite when absent. */
  database?: string
  /** Counts a start of more than three seconds as wrong: not where other tests want the cores too. */
  isTimed: boolean
}

/** kill -9 in the middle of sign-ins, set-ups, revocations, changes of preferences and passwords, and resets. */
export async function killedServer(
  injection: Injection,
  { database, isTimed }: KilledServer,
): Promise<FaultResult> {
  const result = emptyResult(`kill -9 under load, ${database ? 'PostgreSQL' : 'SQLite'}`)
  const office = await openOffice({ people: 40 + 60 * injection.times, ...(database && { database }) })
  try {
    const slowest = await rounds(office, result, injection)
    if (isTimed && slowest > mostReadyMs)
      result.wrong.push(`ready only ${Math.round(slowest)} ms after the start`)
  } finally {
    await office.close()
  }
  return result
}

/** Milliseconds of the slowest start. */
async function rounds(office: Office, result: FaultResult, { seed, times }: Injection): Promise<number> {
  const fate = dice(seed)
  let [isOver, slowest] = [false, 0]
  const cast = { office, ledger: openLedger(), witness: openWitness(), dice: fate, isOver: () => isOver }
  let server = await office.start()
  for (let round = 0; round < times; round++) {
    isOver = false
    const load = crowd(cast, places)
    await untilMore(cast, fate.between(60, 240))
    isOver = true
    await server.kill()
    result.injected++
    await load
    server = await office.start()
    slowest = Math.max(slowest, server.readyInMs)
  }
  await takeStock(cast, server, result)
  result.saw.push(`ready again at the latest ${Math.round(slowest)} ms after the start`)
  return slowest
}
