/** Decides how several names are read out: "Dana Reyes", "Dana Reyes or Lee Park". */
import { words } from '../../words/en.ts'

const anyOf = new Intl.ListFormat(words.timeLocale, { type: 'disjunction' })

export function oneOf(names: readonly string[]): string {
  return anyOf.format(names)
}
