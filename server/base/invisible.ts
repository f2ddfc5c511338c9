/** Which signs of a text does nobody see, and which of those does its writing need? */

const invisible = /\p{Default_Ignorable_Code_Point}/gu

/** For numbers, addresses and user names: what was copied with them, and nobody sees, is not part of them. */
export function withoutInvisible(text: string): string {
  return text.replace(invisible, '')
}

/** Scripts in which joiners change how a word is written (Unicode, 23.2). */
const joining =
  'Arabic Syriac Mongolian Nko Adlam Devanagari Bengali Gurmukhi Gujarati Oriya Tamil Telugu Kannada Malayalam Sinhala Khmer Myanmar Tibetan'
const letter = joining
  .split(' ')
  .map((script) => `\\p{Script_Extensions=${script}}`)
  .join('')
/** Signs that take the vowel from a letter; a joiner after one is part of it, at the end of a word too (RFC 5892, A.1 and A.2). */
const virama = '\\u094d\\u09cd\\u0a4d\\u0acd\\u0b4d\\u0bcd\\u0c4d\\u0ccd\\u0d4d\\u0dca'
const joined = `(?<=[${letter}][\\u200c\\u200d]*)[\\u200c\\u200d](?=[${letter}])|(?<=[${virama}])[\\u200c\\u200d]`
const pictured =
  '(?<=[\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\ufe0f])\\u200d(?=\\p{Extended_Pictographic})'
const variation = '(?<=[\\p{L}\\p{N}\\p{S}])[\\ufe00-\\ufe0f\\u{e0100}-\\u{e01ef}]'
const stray = new RegExp(`${joined}|${pictured}|${variation}|(\\p{Default_Ignorable_Code_Point})`, 'gu')

/** For names and sentences: joiners and forms of letters stay where their writing uses them. */
export function withoutStray(text: string): string {
  return text.replace(stray, (sign, isStray) => (isStray ? '' : sign))
}
