/** Which keys a database was sealed with, so that nobody goes on with others: what those seal, nobody else could open. */
import { existsSync } from 'node:fs'
import { sql } from 'kysely'
import { openVault, type Vault } from '../vault.ts'
import { engineOf } from './engine.ts'
import type { Database } from './tables.ts'

/**
 * The key file that belongs to this database; made where there is none and nothing was sealed yet. Keys that are new in it
 * are noted. Throws where it lacks one of those that were noted.
 */
export async function openVaultOf(database: Database, path: string): Promise<Vault> {
  const known = await knownKeys(database)
  if (!existsSync(path) && known.length > 0)
    throw new Error(`${path} does not exist, and the data was sealed with keys. ${wayOut}`)
  const vault = await openVault(path)
  // Nearly always: then nothing is written and nobody waited for.
  const { fingerprints } = vault
  if (known.length === fingerprints.length && known.every((one) => fingerprints.includes(one))) return vault
  await database.transaction().execute(async (database) => {
    await waitForOthers(database)
    if (await lacksKeys(database, vault))
      throw new Error(`${path} lacks keys that the data was sealed with. ${wayOut}`)
    await noteKeys(database, vault)
  })
  return vault
}

const wayOut =
  'Put the key file there that belongs to this database: every node has it. Should it be lost for good, docs/backup.md says how to go on.'

export async function lacksKeys(database: Database, { fingerprints }: Vault): Promise<boolean> {
  return (await knownKeys(database)).some((known) => !fingerprints.includes(known))
}

/** In the caller's transaction: the keys of this vault and no others. */
export async function replaceKeys(database: Database, vault: Vault): Promise<void> {
  await database.deleteFrom('sealing_keys').execute()
  await noteKeys(database, vault)
}

async function knownKeys(database: Database): Promise<string[]> {
  const rows = await database.selectFrom('sealing_keys').select('fingerprint').execute()
  return rows.map(({ fingerprint }) => fingerprint)
}

async function noteKeys(database: Database, { fingerprints }: Vault): Promise<void> {
  await database
    .insertInto('sealing_keys')
    .values(fingerprints.map((fingerprint) => ({ fingerprint })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/**
 * Of two nodes that start at once with keys of their own, the second finds the first one's; a backup, which only reads, holds
 * nobody up. In SQLite a transaction waits from its beginning.
 */
async function waitForOthers(database: Database): Promise<void> {
  if (engineOf(database) === 'postgresql')
    await sql`lock table sealing_keys in share row exclusive mode`.execute(database)
}
