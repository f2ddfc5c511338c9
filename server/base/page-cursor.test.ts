import fc from 'fast-check'
import { expect, it } from 'vitest'
import { makeId } from './id.ts'
import { cursorText, pageOf, readCursor } from './page-cursor.ts'

it('a place is read back as it was written', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 4e14 }),
      fc.uint8Array({ minLength: 10, maxLength: 10 }),
      (at, random) => {
        const id = makeId('machine', new Date(1_777_000_000_000), random)
        expect(readCursor(cursorText({ at, id }))).toEqual({ at, id })
      },
    ),
  )
})

it.each([
  '',
  '5',
  '5.',
  '.mac_00000000000000000000000000',
  '-1.mac_00000000000000000000000000',
  "1.mac_0' or 1",
])('no place is read from "%s"', (text) => {
  expect(readCursor(text)).toBeUndefined()
})

it.each([
  [0, null, 0],
  [1, null, 1],
  [2, null, 2],
  [3, '1.b', 2],
])('of %i rows read for a page of two, the next one begins after %s', (count, next, shown) => {
  const rows = [
    { at: 2, id: 'a' },
    { at: 1, id: 'b' },
    { at: 0, id: 'c' },
  ].slice(0, count)
  expect(pageOf(rows, 2, (row) => row)).toEqual({ rows: rows.slice(0, shown), next })
})
