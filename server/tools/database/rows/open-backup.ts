import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'
import { isSame } from '../../../base/digest.ts'
import type { Vault } from '../../vault.ts'
import { history } from '../migrate.ts'
import { type BackupHeader, backupFormat, longestHeader, readHeader } from './backup-header.ts'
import { RowsFault } from './rows-fault.ts'
import { sealContext } from './write-backup.ts'

/** A backup that is whole, unaltered, and can be opened with our keys. */
export interface Backup {
  header: BackupHeader
  /** Its lines of JSON. */
  lines(): AsyncGenerator<string>
  close(): Promise<void>
}

/** A line end, the 22 characters of a tag, a line end. */
const sealLength = 24

/** Reads the file to its end, and nothing but it: `RowsFault` says what stands in the way before any database is touched. */
export async function openBackup(path: string, vault: Vault): Promise<Backup> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? new RowsFault(`There is no file ${path}.`) : error
  })
  try {
    const { size } = await file.stat()
    const first = await firstLine(file, path)
    const header = checkedHeader(first, path, vault)
    const body = { start: first.length + 1, end: size - sealLength - 1 }
    if (body.end < body.start || !(await isSealed(file, body.end, vault)))
      throw new RowsFault(`${path} is damaged or not whole. Nothing was changed.`)
    return { header, lines: () => lines(file, body), close: () => file.close() }
  } catch (error) {
    await file.close()
    throw error
  }
}

async function firstLine(file: FileHandle, path: string): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(longestHeader), 0, longestHeader, 0)
  const end = buffer.subarray(0, bytesRead).indexOf('\n')
  if (end === -1) throw noBackup(path)
  return buffer.subarray(0, end)
}

function noBackup(path: string): RowsFault {
  return new RowsFault(`${path} is not a backup that Doorward made. Nothing was changed.`)
}

function checkedHeader(line: Buffer, path: string, vault: Vault): BackupHeader {
  const header = readHeader(line.toString('utf8'))
  if (!header) throw noBackup(path)
  if (header.format > backupFormat || !(header.schema in history))
    throw new RowsFault(
      `${path} was made by a newer version of Doorward (${header.schema}). Nothing was changed. Restore it with that version.`,
    )
  if (!header.keys.every((key) => vault.fingerprints.includes(key)))
    throw new RowsFault(
      `${path} was made with other sealing keys than those in this key file, so what is sealed in it could not be opened. Nothing was changed. Put the key file back that belongs to it.`,
    )
  return header
}

/** Everything before the seal, header and all, is as we wrote it. */
async function isSealed(file: FileHandle, end: number, vault: Vault): Promise<boolean> {
  const digest = createHash('sha256')
  for await (const chunk of file.createReadStream({ start: 0, end, autoClose: false })) digest.update(chunk)
  const { buffer } = await file.read(Buffer.alloc(sealLength), 0, sealLength, end + 1)
  return isSame(buffer.toString('latin1'), `\n${vault.tag(digest.digest('hex'), sealContext)}\n`)
}

/** Split at line ends and nowhere else: texts may hold the separators of other alphabets. */
async function* lines(file: FileHandle, body: { start: number; end: number }): AsyncGenerator<string> {
  const input = file.createReadStream({ ...body, autoClose: false })
  const output = createGunzip().setEncoding('utf8')
  input.on('error', (error) => output.destroy(error)).pipe(output)
  let rest = ''
  try {
    for await (const chunk of output) {
      const parts = `${rest}${chunk}`.split('\n')
      rest = parts.pop()!
      yield* parts
    }
  } finally {
    input.destroy()
  }
  if (rest !== '') yield rest
}
