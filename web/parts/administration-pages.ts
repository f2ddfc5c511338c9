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
] as const satisfies readonly { group: string; label: string; to: string; right: Right }[]

/** The groups in their order, each with the pages that somebody with these rights may open. */
export function administrationGroups(rights: readonly Right[]) {
  const open = administrationPages.filter((page) => rights.includes(page.right))
  return [...Map.groupBy(open, (page) => page.group)].map(([label, pages]) => ({ label, pages }))
}
