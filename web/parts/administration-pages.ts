/** Decides which pages of the administration there are, in which group, and which right opens each. */
import type { Right } from '../../contract/words.ts'
import { words } from '../words/en.ts'

export const administrationPages = [
  {
    group: words.administration.system,
    label: words.administration.preferences,
    to: '/administration/system/preferences',
    right: 'Administer Preferences',
  },
  {
    group: words.administration.system,
    label: words.administration.audit,
    to: '/administration/audit',
    right: 'View Audit',
  },
  {
    group: words.administration.system,
    label: words.administration.messages,
    to: '/administration/messages',
    right: 'View Audit',
  },
  {
    group: words.administration.users,
    label: words.administration.userAdministration,
    to: '/administration/users',
    right: 'Administer Users',
  },
  {
    group: words.administration.users,
    label: words.administration.locations,
    to: '/administration/locations',
    right: 'Administer Users',
  },
  {
    group: words.administration.users,
    label: words.administration.machines,
    to: '/administration/machines',
    right: 'Administer Machines',
  },
] as const satisfies readonly { group: string; label: string; to: string; right: Right }[]

/** The groups in their order, each with the pages that somebody with these rights may open. */
export function administrationGroups(rights: readonly Right[]) {
  const open = administrationPages.filter((page) => rights.includes(page.right))
  return [...Map.groupBy(open, (page) => page.group)].map(([label, pages]) => ({ label, pages }))
}

/** Where "Administration" leads somebody with these rights; undefined where nothing is open to them. */
export function firstPage(rights: readonly Right[]) {
  return administrationPages.find((page) => rights.includes(page.right))?.to
}
