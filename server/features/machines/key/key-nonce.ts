/** The nonce of the sign-in page: a time, 256 random bits and a tag that only our vault makes. Nothing is kept of it. */
import { newestBelieved } from '../../../base/clock-skew.ts'
import { isSame } from '../../../base/digest.ts'
import { later, minute } from '../../../base/duration.ts'

/** The part of the vault a nonce needs. */
interface Tagger {
  tag(text: string, context: string): string
}

const context = 'machine key nonce'

/** So long may a page stand open before it has to ask for another. */
const nonceLife = 10 * minute

/** @param random 32 random bytes in base64url */
export function issueNonce(tagger: Tagger, { random, now }: { random: string; now: Date }): string {
  const text = `${now.getTime()}.${random}`
  return `${text}.${tagger.tag(text, context)}`
}

/** `foreign`: not one of ours. `over`: ours, and too old, or of a clock that was ahead. */
export function judgeNonce(tagger: Tagger, nonce: string, now: Date): 'good' | 'over' | 'foreign' {
  const found = /^((\d{13})\.[\w-]{43})\.([\w-]{22})$/.exec(nonce)
  if (!found || !isSame(tagger.tag(found[1]!, context), found[3]!)) return 'foreign'
  const issuedAt = new Date(Number(found[2]))
  return issuedAt <= newestBelieved(now) && now < later(issuedAt, nonceLife) ? 'good' : 'over'
}
