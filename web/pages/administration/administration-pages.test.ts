import { expect, test } from 'vitest'
import { rights } from '../../../contract/words.ts'
import { administrationGroups, firstPage } from './administration-pages.ts'

test.each([
  [[], [], undefined],
  [
    ['Admin-Disable 2 Factor Authentication'] as const,
    ['Users: User Administration'],
    '/administration/users',
  ],
  [['View Audit'] as const, ['System: Audit, Messages'], '/administration/audit'],
  [['Administer Preferences'] as const, ['System: Preferences'], '/administration/system/preferences'],
  [['Administer Users'] as const, ['Users: User Administration, Locations'], '/administration/users'],
  [['Administer Applications'] as const, ['System: Applications'], '/administration/applications'],
  [['Administer Machines'] as const, ['Users: Machines'], '/administration/machines'],
  [
    rights,
    ['System: Preferences, Applications, Audit, Messages', 'Users: User Administration, Locations, Machines'],
    '/administration/system/preferences',
  ],
])('with the rights %j the administration offers %j and begins at %s', (held, offered, first) => {
  const groups = administrationGroups(held)
  expect(groups.map(({ label, pages }) => `${label}: ${pages.map((page) => page.label).join(', ')}`)).toEqual(
    offered,
  )
  expect(firstPage(held)).toBe(first)
})
