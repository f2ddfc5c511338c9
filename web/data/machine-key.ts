/** The key of this browser (R15.1): made here, not to be read out by any script, and kept beside the site's other data. */
import type { BodyOf } from '../../contract/api/endpoints.ts'

type Proof = NonNullable<BodyOf<'POST /api/sign-in'>['machineKey']>

const kind = { name: 'ECDSA', namedCurve: 'P-256' } as const
const store = 'keys'
const which = 'machine'
/** A store that does not answer keeps nobody from signing in: the code is asked for instead. */
const patience = 3000

/** The nonce signed for this site; undefined where the browser can keep no key, or does not answer. */
export async function proveMachineKey(nonce: string): Promise<Proof | undefined> {
  const never = new Promise<undefined>((give) => setTimeout(give, patience, undefined))
  return Promise.race([prove(nonce).catch(() => undefined), never])
}

async function prove(nonce: string): Promise<Proof> {
  const { publicKey, privateKey } = await ownKey()
  const text = new TextEncoder().encode(`Doorward machine key\n${window.location.origin}\n${nonce}`)
  const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, text)
  const point = await crypto.subtle.exportKey('raw', publicKey)
  return { publicKey: base64url(point), nonce, signature: base64url(signature) }
}

async function ownKey(): Promise<CryptoKeyPair> {
  const database = await openStore()
  try {
    const read = database.transaction(store).objectStore(store)
    const kept = await answerOf<CryptoKeyPair | undefined>(read.get(which))
    return kept ?? (await keep(database, await crypto.subtle.generateKey(kind, false, ['sign', 'verify'])))
  } finally {
    database.close()
  }
}

/** Of two windows that make one at once the first is kept, and both use it. */
async function keep(database: IDBDatabase, made: CryptoKeyPair): Promise<CryptoKeyPair> {
  const keys = database.transaction(store, 'readwrite').objectStore(store)
  const before = await answerOf<CryptoKeyPair | undefined>(keys.get(which))
  if (before) return before
  await answerOf(keys.put(made, which))
  return made
}

function openStore(): Promise<IDBDatabase> {
  const opening = indexedDB.open('doorward', 1)
  opening.onupgradeneeded = () => opening.result.createObjectStore(store)
  return answerOf(opening)
}

function answerOf<Answer>(request: IDBRequest<Answer>): Promise<Answer> {
  return new Promise((give, fail) => {
    request.onsuccess = () => give(request.result)
    request.onerror = () => fail(request.error)
  })
}

function base64url(bytes: ArrayBuffer): string {
  const text = btoa(String.fromCharCode(...new Uint8Array(bytes)))
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
