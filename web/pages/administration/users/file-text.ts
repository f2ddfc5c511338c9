/** Decides how the bytes of a file become text: as it is marked, as UTF-8 where that fits, otherwise as older spreadsheets write. */

export interface FileText {
  text: string
  /** The bytes do not say which letters they are: names are to be looked at. */
  isGuessed: boolean
}

export function fileText(bytes: Uint8Array<ArrayBuffer>): FileText {
  const marked = markedAs(bytes)
  if (marked) return { text: new TextDecoder(marked).decode(bytes), isGuessed: false }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), isGuessed: false }
  } catch {
    return { text: new TextDecoder(olderName(bytes)).decode(bytes), isGuessed: true }
  }
}

function markedAs([first, second]: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  return null
}

/** Old Macs end lines with CR alone. */
function olderName(bytes: Uint8Array): 'macintosh' | 'windows-1252' {
  return bytes.includes(0x0d) && !bytes.includes(0x0a) ? 'macintosh' : 'windows-1252'
}
