/** The machine cookie: 256 random bits and a tag that only our vault makes, so that nobody can invent one (R4.1). */
import { digest, isSame } from '../../base/digest.ts'

/** The part of the vault a token needs. */
interface Tagger {
  tag(text: string, context: string): string
}

const context = 'machine cookie'

/** @param random 32 random bytes in base64url */
export function issueMachineToken(tagger: Tagger, random: string): string {
  return `${random}.${tagger.tag(random, context)}`
}

/** The token when it is one of ours, otherwise null. */
export function ownMachineToken(tagger: Tagger, text: string | undefined): string | null {
  const found = /^([\w-]{43})\.([\w-]{22})$/.exec(text ?? '')
  if (!found) return null
  return isSame(tagger.tag(found[1]!, context), found[2]!) ? found[0] : null
}

/** What is kept of a token. Empty where there is none: no machine has that. */
export function tokenHash(token: string | null): string {
  return token === null ? '' : digest(token)
}
