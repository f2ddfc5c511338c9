/** How deep do lists and objects of a JSON text lie in each other? Told from the text, before anything is made of it. */

const [quote, backslash] = ['"'.charCodeAt(0), '\\'.charCodeAt(0)]
const opening = new Set(['[', '{'].map((sign) => sign.charCodeAt(0)))
const closing = new Set([']', '}'].map((sign) => sign.charCodeAt(0)))

/** Of a text that is no JSON any answer is right: it is refused later. */
export function isDeeperThan(text: string, most: number): boolean {
  let depth = 0
  let isInString = false
  for (let at = 0; at < text.length; at++) {
    const sign = text.charCodeAt(at)
    if (sign === quote) isInString = !isInString
    else if (isInString && sign === backslash) at++
    else if (!isInString && opening.has(sign) && ++depth > most) return true
    else if (!isInString && closing.has(sign)) depth--
  }
  return false
}
