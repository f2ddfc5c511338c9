/** Can this text be written in the alphabet of telephones (3GPP TS 23.038, default alphabet), and in which octets? */

const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u{1b}ÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
  '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'

/** These take two places: an escape and the octet given here. */
const extended: Readonly<Record<string, number>> = {
  '\f': 0x0a,
  '^': 0x14,
  '{': 0x28,
  '}': 0x29,
  '\\': 0x2f,
  '[': 0x3c,
  '~': 0x3d,
  ']': 0x3e,
  '|': 0x40,
  '€': 0x65,
}
const escapeOctet = 0x1b

const octets = new Map<string, readonly number[]>([
  ...[...basic].map((letter, place): [string, number[]] => [letter, [place]]),
  ...Object.entries(extended).map(([letter, octet]): [string, number[]] => [letter, [escapeOctet, octet]]),
])
octets.delete('\u{1b}')

/** One octet a septet, unpacked, as SMPP takes it; null where the alphabet lacks the letter. */
export function gsmOctets(letter: string): readonly number[] | null {
  return octets.get(letter) ?? null
}

/** Writes a text in the alphabet where taking off accents and typographic marks suffices; other letters stay. */
export function withoutRareLetters(text: string): string {
  return [...text.normalize('NFC')].map(plainLetter).join('')
}

/** What Unicode does not take apart by itself. */
const plainForms: Readonly<Record<string, string>> = {
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  Ð: 'D',
  þ: 'th',
  Þ: 'Th',
  œ: 'oe',
  Œ: 'OE',
  ı: 'i',
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '–': '-',
  '—': '-',
  '…': '...',
  '\u{a0}': ' ',
  '•': '-',
}

function plainLetter(letter: string): string {
  if (octets.has(letter)) return letter
  const plain = plainForms[letter] ?? letter.normalize('NFKD').replace(/\p{M}/gu, '')
  return plain !== '' && [...plain].every((part) => octets.has(part)) ? plain : letter
}
