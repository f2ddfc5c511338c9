/** Did the holder of this key sign this nonce, for us? ECDSA on P-256 with SHA-256, as WebCrypto makes it. */
import { createPublicKey, verify } from 'node:crypto'

/** What the page sends with the password; all texts as they came. */
export interface KeyProof {
  /** The point, uncompressed, in base64url: 65 bytes. */
  publicKey: string
  nonce: string
  /** Both numbers one after the other (IEEE P1363), in base64url: 64 bytes. */
  signature: string
}

/** What is signed: never anything that may mean something elsewhere. The page makes the same text. */
export const signedText = (origin: string, nonce: string) => `Doorward machine key\n${origin}\n${nonce}`

/** Never throws. One text alone stands for each point, so that texts can be compared. */
export function isProof({ publicKey, nonce, signature }: KeyProof, origin: string): boolean {
  const bytes = canonicalBytes(signature, 64)
  const key = readKey(publicKey)
  if (!key || !bytes) return false
  return verify('sha256', Buffer.from(signedText(origin, nonce)), { key, dsaEncoding: 'ieee-p1363' }, bytes)
}

function readKey(text: string): ReturnType<typeof createPublicKey> | undefined {
  const bytes = canonicalBytes(text, 65)
  if (bytes?.[0] !== 4) return undefined
  const [x, y] = [bytes.subarray(1, 33), bytes.subarray(33)].map((half) => half.toString('base64url'))
  try {
    return createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' })
  } catch {
    // Not a point of the curve.
    return undefined
  }
}

function canonicalBytes(text: string, length: number): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64url')
  return bytes.length === length && bytes.toString('base64url') === text ? bytes : undefined
}
