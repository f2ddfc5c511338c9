import { describe, expect, it } from 'vitest'
import { isDeeperThan } from './json-depth.ts'

describe('how deep a body is, is told before it is read (T14)', () => {
  it.each([
    ['null', 0],
    ['"text"', 0],
    ['[]', 1],
    ['{"a":[1,{"b":[]}]}', 4],
    ['[[],[],[]]', 2],
    ['{"a":"[[[{{{"}', 1],
    ['{"a":"\\"[[["}', 1],
    ['{"a":"\\\\","b":[[]]}', 3],
    ['{"[[[":1}', 1],
  ])('%s', (text, depth) => {
    expect(isDeeperThan(text, depth)).toBe(false)
    if (depth > 0) expect(isDeeperThan(text, depth - 1)).toBe(true)
  })
})
