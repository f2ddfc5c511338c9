import { expect, test } from 'vitest'
import { administrationGroups } from './administration-pages.ts'

test.each([
  [[], []],
  [['View Audit'] as const, []],
  [['Administer Preferences'] as const, ['System: Preferences']],
])('with the rights %j the administration offers %j', (rights, offered) => {
  const groups = administrationGroups(rights)
  expect(groups.map(({ label, pages }) => `${label}: ${pages.map((page) => page.label).join(', ')}`)).toEqual(
    offered,
  )
})
