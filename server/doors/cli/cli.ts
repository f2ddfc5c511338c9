import type { Services } from '../../features/forecast/forecast.ts'
import type { Vault } from '../../tools/vault.ts'
import type { World } from '../../tools/world.ts'
import type { Terminal } from './terminal.ts'

/** What every command is built from. */
export interface Cli {
  terminal: Terminal
  /** The world of this machine's configuration; opened when it is first asked for. */
  world(other?: OtherStorage): Promise<World>
  services: Services
  /** Where this server keeps what it keeps: address of the database, path of the sealing keys. */
  storage: { database: string; keyFile: string }
  /** How this server sends, as configured; null where it does not. */
  sending: { smtp: string | null; mailFrom: string | null; sms: string | null }
}

/** In the place of what is configured. */
export interface OtherStorage {
  /** Its address. */
  database?: string
  /** Taken as they are, whether or not the database was sealed with them. */
  vault?: Vault
  /** A database that is not there is made. */
  mayMake?: boolean
}

/** Why a command did not do what it was asked: a sentence for whoever typed it. */
export class Refusal extends Error {}

/** The settings cannot be used: every fault of them. */
export class Misconfigured extends Error {
  constructor(faults: readonly string[]) {
    super(`The configuration cannot be used:${faults.map((fault) => `\n  - ${fault}`).join('')}`)
  }
}
