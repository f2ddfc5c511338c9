import { hash, timingSafeEqual } from 'node:crypto'

/** SHA-256 of a token with at least 128 random bits; what the database holds in its place. Base64url, 43 characters. */
export function digest(token: string): string {
  return hash('sha256', token, 'base64url')
}

/** Equal or not, in a time that does not depend on where they differ. */
export function isSame(left: string, right: string): boolean {
  return timingSafeEqual(hash('sha256', left, 'buffer'), hash('sha256', right, 'buffer'))
}
