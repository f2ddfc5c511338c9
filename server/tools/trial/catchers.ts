import { randomBytes } from 'node:crypto'
import type { TrialMessage } from '../../../contract/api/trial.ts'
import { makeId } from '../../base/id.ts'
import { type Clock, systemClock } from '../clock.ts'
import { type Caught, keep, messagesTo } from './caught-messages.ts'
import { startMailCatcher } from './mail-catcher.ts'
import { startTextCatcher } from './text-catcher.ts'

export interface Catchers {
  /** As `DOORWARD_SMTP` takes it. */
  smtpUrl: string
  /** As `DOORWARD_SMS` takes it. */
  smsUrl: string
  /** Newest first; those to one mail address or number where `to` is given. */
  messages(to?: string): TrialMessage[]
  close(): Promise<void>
}

/** A mail server and a text message gateway on loopback that keep what they are given, in memory, and send nothing on. */
export async function startCatchers(clock: Clock = systemClock): Promise<Catchers> {
  let kept: TrialMessage[] = []
  function caught(message: Caught): void {
    const at = clock.now()
    kept = keep(kept, { id: makeId('message', at, randomBytes(10)), at: at.toISOString(), ...message })
  }
  const mail = await startMailCatcher(caught)
  const text = await startTextCatcher(caught)
  return {
    smtpUrl: mail.url,
    smsUrl: text.url,
    messages: (to) => messagesTo(kept, to),
    close: async () => void (await Promise.all([mail.close(), text.close()])),
  }
}
