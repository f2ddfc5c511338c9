import type { Channel } from '../../contract/words.ts'
import { type IdKind, makeId } from '../base/id.ts'
import type { Clock } from './clock.ts'
import type { Database } from './database/tables.ts'
import type { Log } from './log.ts'
import type { PasswordHasher } from './password-hasher.ts'
import type { Random } from './random.ts'
import type { Vault } from './vault.ts'

/** What every use case may touch. Built once, in `compose.ts`; a transaction hands on a copy with its own database. */
export interface World {
  clock: Clock
  random: Random
  log: Log
  vault: Vault
  database: Database
  passwords: PasswordHasher
  /** Where people reach us, without a slash at the end: links and the text message's origin line. */
  publicUrl: string
  /** Called after a transaction that wrote to the outbox has committed, once for each channel. */
  outboxFilled: (channel: Channel) => void
  /** Called after a transaction that recorded it has committed, with what the audit keeps of it; the outbox tells of messages. */
  happened: (event: string, data: Readonly<Record<string, unknown>>) => void
  /** Called after a transaction that ended sessions has committed: what is kept of them is dropped. */
  sessionsEnded: () => void
}

export function newId(world: Pick<World, 'clock' | 'random'>, kind: IdKind): string {
  return makeId(kind, world.clock.now(), world.random.bytes(10))
}
