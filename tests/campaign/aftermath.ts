import { codesTakenTwice, mailAfterwards, whatWasLost } from './comparison.ts'
import type { FaultResult } from './fault-result.ts'
import { halfDone } from './half-done.ts'
import type { ServerProcess } from './server-process.ts'
import { shifted } from './shifted-clock.ts'
import type { Cast } from './story.ts'

/** As many as the outbox sends at once: what was with the mail server when the fault came may be sent again. */
const sentAtOnce = 8

/**
 * When the faults are over and the server runs again: compares with the ledger, looks for what is half done, enters every
 * used code again, and waits for the mail. Stops the server; another one, whose clock is two and a half minutes ahead, sends
 * what a dead or cut-off one had claimed.
 */
export async function takeStock(cast: Cast, server: ServerProcess, result: FaultResult): Promise<void> {
  const { office, ledger, witness } = cast
  if (server.hasEnded()) {
    result.wrong.push(`the server ended by itself: ${server.complaint()}`)
    return
  }
  result.lost.push(...(await whatWasLost(office, ledger)))
  result.wrong.push(...(await halfDone(office.world.database)), ...(await codesTakenTwice(office, ledger)))
  await server.stop()
  const later = await office.start(shifted('+150s'))
  const mail = await mailAfterwards(office, { waitSeconds: 240, twiceAtMost: sentAtOnce * result.injected })
  await later.stop()
  result.acknowledged = ledger.acknowledged()
  result.lost.push(...mail.lost)
  result.wrong.push(...mail.wrong, ...witness.wrong)
  result.saw.push(...witness.sentences(), ...mail.saw)
  result.saw.push(`${ledger.usedCodes.length} used codes were entered again`)
}
