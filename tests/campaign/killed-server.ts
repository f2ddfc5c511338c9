import { setTimeout as pause } from 'node:timers/promises'
import { codesTakenTwice, mailAfterwards, whatWasLost } from './comparison.ts'
import { dice } from './dice.ts'
import { emptyResult, type FaultResult, type Injection } from './fault-result.ts'
import { halfDone } from './half-done.ts'
import { openLedger } from './ledger.ts'
import { type Office, openOffice } from './office.ts'
import { shifted } from './shifted-clock.ts'
import { crowd } from './story.ts'
import { openWitness } from './witness.ts'

const places = 12
/** As many as the outbox sends at once: what was with the mail server when the server died may be sent again. */
const sentAtOnce = 8
const mostReadyMs = 3000

/**
 * kill -9 in the middle of sign-ins, set-ups, revocations, changes of preferences and passwords, and resets.
 * @param database `postgres://…` of an empty database; SQLite when absent
 */
export async function killedServer(
  { seed, times }: Injection,
  { database, strictStart = true }: { database?: string; strictStart?: boolean } = {},
): Promise<FaultResult> {
  const result = emptyResult(`kill -9 under load, ${database ? 'PostgreSQL' : 'SQLite'}`)
  const office = await openOffice({ people: 40 + 60 * times, ...(database && { database }) })
  try {
    await rounds(office, result, { seed, times, strictStart })
  } finally {
    await office.close()
  }
  return result
}

async function rounds(
  office: Office,
  result: FaultResult,
  { seed, times, strictStart }: Injection & { strictStart: boolean },
): Promise<void> {
  const [ledger, witness, fate] = [openLedger(), openWitness(), dice(seed)]
  let isOver = false
  const cast = { office, ledger, witness, dice: fate, isOver: () => isOver }
  let slowest = 0
  let server = await office.start()
  for (let round = 0; round < times; round++) {
    isOver = false
    const load = crowd(cast, places)
    await pause(fate.between(700, 2500))
    isOver = true
    await server.kill()
    result.injected++
    await load
    server = await office.start()
    slowest = Math.max(slowest, server.readyInMs)
  }
  result.lost.push(...(await whatWasLost(office, ledger)))
  result.wrong.push(...(await halfDone(office.world.database)), ...(await codesTakenTwice(office, ledger)))
  await server.stop()
  // What the dead server had claimed is anybody's after two minutes.
  server = await office.start(shifted('+150s'))
  const mail = await mailAfterwards(office, { waitSeconds: 30, twiceAtMost: sentAtOnce * times })
  await server.stop()
  result.acknowledged = ledger.acknowledged()
  result.lost.push(...mail.lost)
  result.wrong.push(...mail.wrong, ...witness.wrong)
  if (strictStart && slowest > mostReadyMs) result.wrong.push(`ready only after ${Math.round(slowest)} ms`)
  result.saw.push(
    ...witness.sentences(),
    ...mail.saw,
    `${ledger.usedCodes.length} used codes entered again, all refused unless said otherwise`,
    `ready again at the latest ${Math.round(slowest)} ms after the start`,
  )
}
