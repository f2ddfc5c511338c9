import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
} from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { link, mkdir, open, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { keepToOwner } from './owner-only.ts'

/** Seals what must be read back, and tags what only we may issue. Keys never leave it. */
export interface Vault {
  /** AES-256-GCM. `context` names what is sealed and for whom; opening under another context fails. */
  seal(plain: string, context: string): string
  open(sealed: string, context: string): string
  /** HMAC-SHA-256 of `text`, 16 bytes in base64url: proves that we issued it, tells nothing else. */
  tag(text: string, context: string): string
  /** One for each key: tells keys apart and nothing else. What was sealed here opens wherever all of them are. */
  fingerprints: readonly string[]
}

/** False where it was sealed with a key we do not have, or for something else. */
export function canOpen(vault: Vault, sealed: string, context: string): boolean {
  try {
    vault.open(sealed, context)
    return true
  } catch {
    return false
  }
}

interface KeyFile {
  current: string
  keys: Record<string, string>
}

/** Reads the sealing keys; makes the file with mode 0600 where there is none. Throws where it is unreadable. */
export async function openVault(path: string): Promise<Vault> {
  if (!existsSync(path)) await makeKeyFile(path)
  keepToOwner(path)
  return vaultFrom(readKeyFile(path))
}

/** It has its name only once it is whole and on the disk: several nodes may start at once, and any may be cut off. */
async function makeKeyFile(path: string): Promise<void> {
  const content: KeyFile = { current: '1', keys: { 1: randomBytes(32).toString('base64') } }
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  try {
    await writeSynced(draft, `${JSON.stringify(content, null, 2)}\n`)
    await link(draft, path)
  } catch (error) {
    // Another node was first: its keys are the ones.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    await rm(draft, { force: true })
  }
  await using folder = await open(dirname(path))
  await folder.sync()
}

async function writeSynced(path: string, text: string): Promise<void> {
  await using file = await open(path, 'wx', 0o600)
  await file.writeFile(text)
  await file.sync()
}

function parse(path: string): KeyFile | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    if (error instanceof SyntaxError) throw new Error(`${path} is no key file. Put the right one back.`)
    throw error
  }
}

function readKeyFile(path: string): KeyFile {
  const content = parse(path)
  if (!content?.keys?.[content.current]) throw new Error(`${path} holds no current key`)
  for (const key of Object.values(content.keys))
    if (Buffer.from(key, 'base64').length !== 32) throw new Error(`${path} holds a key that is not 256 bits`)
  return content
}

function vaultFrom(file: KeyFile): Vault {
  const keys = new Map(Object.entries(file.keys).map(([id, key]) => [id, createSecretKey(key, 'base64')]))
  const current = keys.get(file.current)!
  // Tags come from the oldest key, so that adding a sealing key does not make every machine a stranger.
  const tagBytes = Buffer.from(hkdfSync('sha256', keys.values().next().value!, '', 'doorward tag', 32))
  const tagKey = createSecretKey(tagBytes)
  return {
    fingerprints: [...keys.values()].map((key) =>
      Buffer.from(hkdfSync('sha256', key, '', 'doorward fingerprint', 12)).toString('base64url'),
    ),
    seal(plain, context) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', current, nonce).setAAD(Buffer.from(context))
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      return `${file.current}.${Buffer.concat([nonce, body, cipher.getAuthTag()]).toString('base64url')}`
    },
    open(sealed, context) {
      const dot = sealed.indexOf('.')
      const key = keys.get(sealed.slice(0, dot))
      if (!key) throw new Error('sealed with a key we do not have')
      const bytes = Buffer.from(sealed.slice(dot + 1), 'base64url')
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
      decipher.setAAD(Buffer.from(context)).setAuthTag(bytes.subarray(-16))
      return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8')
    },
    tag(text, context) {
      return createHmac('sha256', tagKey)
        .update(`${context}\0${text}`)
        .digest()
        .subarray(0, 16)
        .toString('base64url')
    },
  }
}
