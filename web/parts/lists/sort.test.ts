import { expect, test } from 'vitest'
import { nextSorting, sorted } from './sort.ts'

const rows = [
  { code: 'b', value: '10' },
  { code: 'C', value: '9' },
  { code: 'a', value: '10' },
]
const textOf = (row: { code: string; value: string }, column: 'code' | 'value') => row[column]
const codes = (list: typeof rows) => list.map((row) => row.code).join('')

test.each([
  ['code', 'ascending', 'abC'],
  ['code', 'descending', 'Cba'],
  ['value', 'ascending', 'Cba'],
  ['value', 'descending', 'baC'],
] as const)(
  'sorting by %s %s minds neither case nor the length of a number, and keeps equal rows',
  (by, direction, order) => {
    expect(codes(sorted(rows, { by, direction }, textOf))).toBe(order)
  },
)

test('choosing a column twice turns it round, and a third time turns it back', () => {
  const first = nextSorting<'code' | 'value'>(null, 'code')
  const second = nextSorting(first, 'code')
  expect([first, second, nextSorting(second, 'code'), nextSorting(second, 'value')]).toEqual([
    { by: 'code', direction: 'ascending' },
    { by: 'code', direction: 'descending' },
    { by: 'code', direction: 'ascending' },
    { by: 'value', direction: 'ascending' },
  ])
})
