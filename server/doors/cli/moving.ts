import { existsSync } from 'node:fs'
import { isThere } from '../../tools/database/is-there.ts'
import { openDatabase } from '../../tools/database/open.ts'
import { RowsFault } from '../../tools/database/rows/rows-fault.ts'
import type { World } from '../../tools/world.ts'
import { type Cli, type OtherStorage, Refusal } from './cli.ts'

/** What stands in the way of moving rows is told as it is. */
export async function moving<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    throw error instanceof RowsFault ? new Refusal(error.message) : error
  }
}

/** The command line makes no database unless that is what it was asked for. */
export async function requireDatabase(address: string): Promise<void> {
  if (await isThere(address)) return
  const which = address.startsWith('sqlite:')
    ? `There is no database ${address.slice('sqlite:'.length)}.`
    : 'This database holds nothing of Doorward.'
  throw new Refusal(`${which} The server makes it at its first start. Do the settings name the right one?`)
}

/** Addresses are not repeated: they may hold a password. */
export function requireAddress(address: string): void {
  if (/^sqlite:.+/.test(address)) return
  if (/^postgres(ql)?:\/\//.test(address) && URL.canParse(address)) return
  throw new Refusal('An address of a database is sqlite:PATH or postgres://….')
}

/** Without the keys a backup is worth little, and new ones would open nothing in it. */
export function requireKeys({ storage }: Cli): void {
  if (!existsSync(storage.keyFile))
    throw new Refusal(
      `There are no sealing keys at ${storage.keyFile}. Put the key file there that belongs to this data.`,
    )
}

/** The world on a connection that waits: what touches every row of a large table takes longer than people would. */
export async function inPatientWorld<Result>(
  { world }: Cli,
  storage: OtherStorage & { database: string },
  work: (world: World) => Promise<Result>,
): Promise<Result> {
  const opened = await world(storage)
  const database = openDatabase(storage.database, 1)
  try {
    return await work({ ...opened, database })
  } finally {
    await database.destroy()
  }
}
