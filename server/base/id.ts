/** Ids say what they name: a prefix, then 48 bits of time and 80 random bits in Crockford base32, so they sort by age. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

const prefixes = {
  organization: 'org',
  location: 'loc',
  person: 'per',
  machine: 'mac',
  connection: 'con',
  signIn: 'sig',
  challenge: 'cha',
  session: 'ses',
  grant: 'gra',
  link: 'lin',
  personChange: 'pch',
  message: 'msg',
  auditEntry: 'aud',
  /** Stands for somebody who was erased. */
  erased: 'era',
  import: 'imp',
  pendingChange: 'pen',
  application: 'app',
  group: 'grp',
  signingKey: 'key',
} as const
export type IdKind = keyof typeof prefixes

declare const named: unique symbol
/**
 * The text of an id, with what it names: a machine's is no person's. Text that came from outside may be taken for any;
 * the query that looks for it says whether it is one (decision 0068).
 */
export type Id<Kind extends IdKind> = string & { readonly [named]?: Kind }

/** @param random 10 random bytes */
export function makeId<Kind extends IdKind>(kind: Kind, now: Date, random: Uint8Array): Id<Kind> {
  return `${prefixes[kind]}_${time(now.getTime())}${base32(random)}`
}

function time(milliseconds: number): string {
  let text = ''
  let rest = milliseconds
  for (let i = 0; i < 10; i++) {
    text = alphabet[rest % 32] + text
    rest = Math.floor(rest / 32)
  }
  return text
}

function base32(bytes: Uint8Array): string {
  let bits = 0
  let held = 0
  let text = ''
  for (const byte of bytes) {
    held = (held << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += alphabet[(held >>> bits) & 31]
    }
    held &= (1 << bits) - 1
  }
  return text
}
