/** Where an answer of HTTP/1.1 ends, and what it says; small, so that asking costs little beside answering. */

export interface Answer {
  status: number
  /** Names and values as a browser would keep them; an empty value takes the cookie away. */
  cookies: readonly (readonly [string, string])[]
  body: string
}

/** Bytes of the whole answer once all of it is there; undefined before. */
export function lengthOfAnswer(held: Buffer): number | undefined {
  const end = held.indexOf('\r\n\r\n')
  if (end === -1) return undefined
  const head = held.toString('latin1', 0, end)
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1]
  const whole = isChunked(head) ? endOfChunks(held, end + 4) : end + 4 + Number(length ?? 0)
  return whole !== undefined && held.length >= whole ? whole : undefined
}

/** @param whole bytes of exactly one answer */
export function readAnswer(whole: Buffer): Answer {
  const end = whole.indexOf('\r\n\r\n')
  const head = whole.toString('latin1', 0, end)
  const body = isChunked(head) ? withoutChunks(whole, end + 4) : whole.toString('utf8', end + 4)
  const lines = head.matchAll(/\r\nset-cookie: ([^=]+)=([^;\r]*)([^\r]*)/gi)
  const cookies = Array.from(lines, ([, name, value, rest]) => {
    return [name!, /;\s*max-age=0(;|$)/i.test(rest!) ? '' : value!] as const
  })
  return { status: Number(head.slice(9, 12)), cookies, body }
}

const isChunked = (head: string) => /\r\ntransfer-encoding: chunked/i.test(head)

function endOfChunks(held: Buffer, from: number): number | undefined {
  for (let at = from; ; ) {
    const line = held.indexOf('\r\n', at)
    if (line === -1) return undefined
    const size = Number.parseInt(held.toString('latin1', at, line), 16)
    at = line + 2 + size + 2
    if (at > held.length) return undefined
    if (size === 0) return at
  }
}

function withoutChunks(whole: Buffer, from: number): string {
  const parts: Buffer[] = []
  for (let at = from; ; ) {
    const line = whole.indexOf('\r\n', at)
    const size = Number.parseInt(whole.toString('latin1', at, line), 16)
    if (size === 0) return Buffer.concat(parts).toString('utf8')
    parts.push(whole.subarray(line + 2, line + 2 + size))
    at = line + 2 + size + 2
  }
}
