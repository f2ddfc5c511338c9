import { setTimeout as pause } from 'node:timers/promises'

export interface Patience {
  /** An answer is given again for so long, in milliseconds. */
  keptFor: number
  /** Nobody waits longer than this. */
  longest: number
}

/**
 * One asking at a time, however many want to know. Throws what the asking throws, and an `Error` where it takes too long: it
 * is then left alone for five times as long before another one begins.
 */
export function sharedAnswer<Answer>(
  ask: () => Promise<Answer>,
  { keptFor, longest }: Patience,
): () => Promise<Answer> {
  let current: { answer: Promise<Answer>; until: number } | undefined
  function begin() {
    const begun = { answer: ask(), until: performance.now() + 5 * longest }
    begun.answer.then(
      () => {
        begun.until = performance.now() + keptFor
      },
      () => {
        begun.until = 0
      },
    )
    return begun
  }
  return () => {
    if (!current || current.until <= performance.now()) current = begin()
    return inTime(current.answer, longest)
  }
}

async function inTime<Answer>(answer: Promise<Answer>, longest: number): Promise<Answer> {
  const ended = new AbortController()
  const late = pause(longest, undefined, { signal: ended.signal, ref: false }).then(() => {
    throw new Error(`no answer within ${longest} ms`)
  })
  try {
    return await Promise.race([answer, late])
  } finally {
    ended.abort()
  }
}
