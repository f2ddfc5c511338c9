import { expect, test } from 'vitest'
import { keyGroups } from './key-groups.ts'

test.each([
  ['ABCDEFGH', ['ABCD', 'EFGH']],
  ['ABCDEF', ['ABCD', 'EF']],
  ['', []],
])('%s is shown in groups of four', (key, groups) => {
  expect(keyGroups(key)).toEqual(groups)
})
