import { createPublicKey, generateKeyPairSync, sign } from 'node:crypto'
import { type KeyProof, signedText } from '../../server/features/machines/key/key-proof.ts'
import { outboxIsEmpty } from './outbox.ts'
import type { TestServer } from './server.ts'
import { messagesTo, newestCode } from './sign-in.ts'
import type { Visitor } from './visitor.ts'

/** The key of one browser, as its page would keep it. */
export interface BrowserKey {
  /** The uncompressed point, in base64url. */
  publicKey: string
  prove(nonce: string, origin: string): KeyProof
}

export function browserKey(): BrowserKey {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x, y } = createPublicKey(privateKey).export({ format: 'jwk' })
  const halves = [x!, y!].map((half) => Buffer.from(half, 'base64url'))
  const publicKey = Buffer.concat([Buffer.of(4), ...halves]).toString('base64url')
  return {
    publicKey,
    prove(nonce, origin) {
      const text = Buffer.from(signedText(origin, nonce))
      const signature = sign('sha256', text, { key: privateKey, dsaEncoding: 'ieee-p1363' })
      return { publicKey, nonce, signature: signature.toString('base64url') }
    },
  }
}

export async function nonceOf(at: Visitor): Promise<string> {
  return (await at.call('GET /api/sign-in-page')).answer!.nonce
}

/** The key, signing the nonce of a page that was opened just now. */
export async function proofFor(server: TestServer, at: Visitor, key: BrowserKey): Promise<KeyProof> {
  return key.prove(await nonceOf(at), server.url)
}

/** User name and password, with a proof of the machine's key where there is one. */
export function giveWith(server: TestServer, at: Visitor, userName: string, machineKey?: KeyProof) {
  const password = server.passwordOf(userName)
  return at.call('POST /api/sign-in', { userName, password, ...(machineKey && { machineKey }) })
}

/** The same from a page of this moment, and the e-mailed code where one is asked for. */
export async function signInWithKey(server: TestServer, at: Visitor, userName: string, key?: BrowserKey) {
  const to = `${userName.toLowerCase()}@harbor.example`
  await outboxIsEmpty(server)
  const known = (await messagesTo(server, to)).length
  const begun = await giveWith(server, at, userName, key && (await proofFor(server, at, key)))
  if (begun.answer?.step !== 'code') return begun
  return at.call('POST /api/sign-in/code', { code: await newestCode(server, to, known) })
}
