import { Writable } from 'node:stream'
import { openLog } from '../../server/tools/log.ts'

export interface Line {
  level: number
  msg: string
  requestId?: string
  method?: string
  route?: string | null
  status?: number
  concern?: string
}

/** A log of this level, and what was written to it. */
export function bookkeeper(level: string) {
  let text = ''
  const keep = new Writable({
    write(chunk, _, done) {
      text += chunk
      done()
    },
  })
  const log = openLog(level, keep)
  return {
    log,
    text: () => text,
    lines: () => text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Line])),
  }
}
