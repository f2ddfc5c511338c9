import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isSameSum, type Row, readRow, rowSummer, rowText } from './row-text.ts'

const value = fc.oneof(
  fc.constant(null),
  fc.maxSafeInteger(),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('', '0', 'null', '[]', '"', '\\', '\n', '\u2028', '\u{1f600}', '\ud800'),
)
const row = fc.array(value)
const rows = fc.array(row)

const sumOf = (rows: readonly Row[]) => {
  const summer = rowSummer()
  for (const one of rows) summer.add(rowText(one))
  return summer.total()
}

it('a row is read back from its text as it was', () => {
  // Zero has no sign in either engine.
  const plain = (row: Row) => row.map((one) => (one === 0 ? 0 : one))
  fc.assert(
    fc.property(row, (row) => {
      expect(readRow(rowText(row))).toEqual(plain(row))
    }),
  )
})

it('a text is one line, and rows that differ have texts that differ', () => {
  fc.assert(
    fc.property(row, row, (left, right) => {
      expect(rowText(left)).not.toContain('\n')
      expect(rowText(left) === rowText(right)).toBe(JSON.stringify(left) === JSON.stringify(right))
    }),
  )
  expect(rowText(['1'])).not.toBe(rowText([1]))
  expect(rowText([null])).not.toBe(rowText(['null']))
  expect(rowText(['a', 'b'])).not.toBe(rowText(['a,b']))
})

it.each([
  2 ** 53,
  -(2 ** 53),
  1.5,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  true,
  undefined,
  1n,
  new Date(0),
  {},
])('%s is refused rather than altered', (one) => {
  expect(() => rowText([one])).toThrow('cannot be moved exactly')
})

it.each(['{}', '[true]', '[1.5]', '[9007199254740993]', '1', 'nonsense'])('%s is no row', (text) => {
  expect(() => readRow(text)).toThrow()
})

it('the largest numbers keep their last digit', () => {
  for (const one of [Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER])
    expect(readRow(rowText([one]))).toEqual([one])
})

it('the order of rows does not change their sum', () => {
  fc.assert(
    fc.property(rows, fc.infiniteStream(fc.nat()), (rows, dice) => {
      const shuffled = rows.map((row) => ({ row, at: dice.next().value! })).sort((a, b) => a.at - b.at)
      expect(sumOf(shuffled.map(({ row }) => row))).toEqual(sumOf(rows))
    }),
  )
})

it('one row more, one less or one changed changes the sum', () => {
  fc.assert(
    fc.property(rows, row, fc.nat(), value, (rows, another, place, value) => {
      const before = sumOf(rows)
      expect(isSameSum(before, sumOf([...rows, another]))).toBe(false)
      const changed = rows.map((row, at) => (at === place % rows.length ? [...row, value] : row))
      if (rows.length > 0) {
        expect(isSameSum(before, sumOf(changed))).toBe(false)
        expect(isSameSum(before, sumOf(rows.slice(1)))).toBe(false)
      }
    }),
  )
})

it('a row that is there twice counts twice', () => {
  expect(sumOf([['a'], ['a']]).sum).not.toBe(sumOf([]).sum)
})
