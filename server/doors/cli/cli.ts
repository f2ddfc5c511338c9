import type { Services } from '../../features/administration/forecast.ts'
import type { World } from '../../tools/world.ts'
import type { Terminal } from './terminal.ts'

/** What every command is built from. */
export interface Cli {
  terminal: Terminal
  /** The world of this machine's configuration; opened when it is first asked for. @param database another one than configured */
  world(database?: string): Promise<World>
  services: Services
  /** Where this server keeps what it keeps: address of the database, path of the sealing keys. */
  storage: { database: string; keyFile: string }
  /** How this server sends, as configured; null where it does not. */
  sending: { smtp: string | null; mailFrom: string | null; sms: string | null }
}

/** Why a command did not do what it was asked: a sentence for whoever typed it. */
export class Refusal extends Error {}
