import { createHash, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { Vault } from '../../vault.ts'
import { lacksKeys } from '../sealing-keys.ts'
import type { Database } from '../tables.ts'
import { type BackupHeader, backupFormat } from './backup-header.ts'
import { hasUnfinishedCopy, holdsData } from './moved-tables.ts'
import { rowSummer, rowText } from './row-text.ts'
import { RowsFault } from './rows-fault.ts'
import { batches, countRows, type Snapshot, withSnapshot } from './snapshot.ts'
import type { Watch } from './watch.ts'

export interface BackupSettings {
  vault: Vault
  now: Date
  watch: Watch
}

/** What binds the seal at the end to a backup and to nothing else. */
export const sealContext = 'backup'

/**
 * Writes everything the database holds at this moment into a new file, while others go on writing: one line of JSON that
 * says what it is, the rows as lines of JSON in gzip, and a seal over both that only our keys can make. The file appears
 * under its name when it is whole and on the disk. Tells how many rows. Throws `RowsFault`.
 */
export async function writeBackup(
  database: Database,
  path: string,
  settings: BackupSettings,
): Promise<{ rows: number }> {
  if (existsSync(path))
    throw new RowsFault(`${path} is there already. Nothing was changed. Name another file.`)
  return withSnapshot(database, async (snapshot) => {
    const header = await headerOf(snapshot, settings)
    const counted = { rows: 0 }
    await writeWhole(path, (file) =>
      pipeline(
        lines(snapshot, settings.watch, counted),
        createGzip(),
        (body) => sealed(header, body, settings.vault),
        file,
      ),
    )
    return counted
  })
}

async function headerOf(
  { database, engine, schema, tables }: Snapshot,
  { vault, now }: BackupSettings,
): Promise<BackupHeader> {
  if (schema === null || !(await holdsData(database)))
    throw new RowsFault('There is nothing to save: the database holds no organization.')
  if (await hasUnfinishedCopy(database))
    throw new RowsFault('The database holds an unfinished copy. Nothing was saved. Finish the copy first.')
  if (tables.some(({ name }) => name === 'sealing_keys') && (await lacksKeys(database, vault)))
    throw new RowsFault(
      'The key file lacks keys that the data was sealed with. Nothing was saved. Put the key file back that belongs to this database.',
    )
  const newest = tables.some(({ name }) => name === 'epochs')
    ? await database.selectFrom('epochs').select('number').orderBy('number', 'desc').executeTakeFirst()
    : undefined
  const keys = [...vault.fingerprints]
  const madeAt = now.toISOString()
  return {
    doorward: 'backup',
    format: backupFormat,
    schema,
    engine,
    epoch: newest?.number ?? 0,
    madeAt,
    keys,
  }
}

/** Of each table its name and columns, its rows, and how many they are with their sum. */
async function* lines(
  { database, tables }: Snapshot,
  watch: Watch,
  counted: { rows: number },
): AsyncGenerator<string> {
  for (const table of tables) {
    const { name, columns } = table
    const total = await countRows(database, table)
    const summer = rowSummer()
    yield `${JSON.stringify({ table: name, columns })}\n`
    for await (const rows of batches(database, table)) {
      const texts = rows.map(rowText)
      for (const text of texts) summer.add(text)
      yield `${texts.join('\n')}\n`
      watch({ act: 'saving', table: name, done: summer.total().rows, total })
    }
    yield `${JSON.stringify({ end: name, ...summer.total() })}\n`
    counted.rows += summer.total().rows
  }
}

async function* sealed(
  header: BackupHeader,
  body: AsyncIterable<Buffer>,
  vault: Vault,
): AsyncGenerator<Buffer> {
  const digest = createHash('sha256')
  const first = Buffer.from(`${JSON.stringify(header)}\n`)
  digest.update(first)
  yield first
  for await (const chunk of body) {
    digest.update(chunk)
    yield chunk
  }
  yield Buffer.from(`\n${vault.tag(digest.digest('hex'), sealContext)}\n`)
}

type FileStream = ReturnType<Awaited<ReturnType<typeof open>>['createWriteStream']>

/** Nobody ever sees half of it under its name, and nobody else may read it. */
async function writeWhole(path: string, write: (file: FileStream) => Promise<void>): Promise<void> {
  const part = `${path}.${randomBytes(4).toString('hex')}.part`
  const handle = await open(part, 'wx', 0o600)
  try {
    await write(handle.createWriteStream({ flush: true }))
    await rename(part, path)
  } catch (error) {
    await handle.close().catch(() => {})
    await rm(part, { force: true })
    throw error
  }
  const folder = await open(dirname(path))
  await folder.sync()
  await folder.close()
}
