/** How names are compared, everywhere: so that look-alikes of one name are one, and what a keyboard makes of a sign is no other. */
import { withoutInvisible } from './invisible.ts'

const apostrophes = /[\u2018\u2019\u201a\u201b\u2032\u02bc\u00b4\u0060]/g
const dashes = /[\u2010-\u2015\u2212]/g

/** Unicode NFKC, lower case, plain signs, one space between words and none at the ends. */
export function nameKey(name: string): string {
  const plain = withoutInvisible(name).replace(apostrophes, "'").replace(dashes, '-')
  const folded = plain.normalize('NFKC').toLowerCase().normalize('NFKC')
  return withoutInvisible(folded).replace(dashes, '-').replace(/\s+/gu, ' ').trim()
}
