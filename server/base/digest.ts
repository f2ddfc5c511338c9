import { createHash, timingSafeEqual } from 'node:crypto'

/** SHA-256 of a token with at least 128 random bits; what the database holds in its place. Base64url, 43 characters. */
export function digest(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}

/** Equal or not, in a time that does not depend on where they differ. */
export function isSame(left: string, right: string): boolean {
  return timingSafeEqual(
    createHash('sha256').update(left).digest(),
    createHash('sha256').update(right).digest(),
  )
}
