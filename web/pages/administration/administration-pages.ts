/** Decides which pages of the administration there are, in which group, and which rights open each, one of them sufficing. */
import type { Right } from '../../../contract/words.ts'
import { words } from '../../words/en.ts'

const administrationPages = [
  {
    group: words.administration.system,
    label: words.administration.preferences,
    to: '/administration/system/preferences',
    rights: ['Administer Preferences'],
  },
  {
    group: words.administration.system,
    label: words.administration.applications,
    to: '/administration/applications',
    rights: ['Administer Applications'],
  },
  {
    group: words.administration.system,
    label: words.administration.audit,
    to: '/administration/audit',
    rights: ['View Audit'],
  },
  {
    group: words.administration.system,
    label: words.administration.messages,
    to: '/administration/messages',
    rights: ['View Audit'],
  },
  {
    group: words.administration.users,
    label: words.administration.userAdministration,
    to: '/administration/users',
    rights: ['Administer Users', 'Admin-Disable 2 Factor Authentication'],
  },
  {
    group: words.administration.users,
    label: words.administration.locations,
    to: '/administration/locations',
    rights: ['Administer Users'],
  },
  {
    group: words.administration.users,
    label: words.administration.machines,
    to: '/administration/machines',
    rights: ['Administer Machines'],
  },
] as const satisfies readonly { group: string; label: string; to: string; rights: readonly Right[] }[]

type AdministrationPage = (typeof administrationPages)[number]

/** The pages that somebody with these rights may open. */
function openPages(held: readonly Right[]): AdministrationPage[] {
  return administrationPages.filter(({ rights }) => rights.some((right) => held.includes(right)))
}

/** The groups in their order, each with its pages that are open. */
export function administrationGroups(held: readonly Right[]) {
  return [...Map.groupBy(openPages(held), (page) => page.group)].map(([label, pages]) => ({ label, pages }))
}

/** Where "Administration" leads somebody with these rights; undefined where nothing is open to them. */
export function firstPage(held: readonly Right[]): AdministrationPage['to'] | undefined {
  return openPages(held)[0]?.to
}
