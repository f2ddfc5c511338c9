/** Into how many parts does a text message fall on its way, and how is each written (3GPP TS 23.040, TS 23.038)? */
import { gsmOctets } from './gsm-alphabet.ts'

export interface TextSegments {
  alphabet: 'gsm' | 'ucs2'
  /** The octets of each part, without the header that joins them. */
  parts: readonly Uint8Array[]
}

const room = { gsm: { alone: 160, joined: 153 }, ucs2: { alone: 140, joined: 134 } } as const

/** A text that fits stands alone; longer ones leave six octets in each part for the header that joins them. */
export function textSegments(text: string): TextSegments {
  const letters = [...text]
  const gsm = letters.map(gsmOctets)
  const alphabet = gsm.includes(null) ? 'ucs2' : 'gsm'
  const written = alphabet === 'gsm' ? (gsm as (readonly number[])[]) : letters.map(ucs2Octets)
  return { alphabet, parts: inParts(written, room[alphabet]) }
}

/** A letter is never cut: neither an escape from what it escapes, nor the halves of a surrogate pair. */
function inParts(
  written: readonly (readonly number[])[],
  { alone, joined }: { alone: number; joined: number },
) {
  const all = written.flat()
  if (all.length <= alone) return [Uint8Array.from(all)]
  const parts: number[][] = [[]]
  for (const octets of written) {
    if (parts.at(-1)!.length + octets.length > joined) parts.push([])
    parts.at(-1)!.push(...octets)
  }
  return parts.map((part) => Uint8Array.from(part))
}

function ucs2Octets(letter: string): number[] {
  return [...Array(letter.length).keys()].flatMap((place) => {
    const unit = letter.charCodeAt(place)
    return [unit >> 8, unit & 0xff]
  })
}
