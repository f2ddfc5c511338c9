/** How does a name stand in a sentence, so that it can neither begin a line of its own nor turn the text around? */

/** Control characters, line and paragraph separators, and the marks that switch the direction of writing. */
const unruly = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu

export function oneLine(text: string): string {
  return text.replace(unruly, ' ').trim()
}
