import { describe, expect, it } from 'vitest'
import { oneLine } from './one-line.ts'

describe('a name in a sentence', () => {
  it.each([
    ['Bob Smith', 'Bob Smith'],
    ['Bob\r\nSmith', 'Bob Smith'],
    ['Bob\u2028Smith', 'Bob Smith'],
    ['Bob\u2029Smith', 'Bob Smith'],
    ['Bob\u0085Smith', 'Bob Smith'],
    ['Bob\tSmith\0', 'Bob Smith'],
    ['\u202eBob\u2066Smith', 'Bob Smith'],
    ['Zoë 😀 Анна', 'Zoë 😀 Анна'],
  ])('%j stands as %j', (name, stands) => expect(oneLine(name)).toBe(stands))
})
