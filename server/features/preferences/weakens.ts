/** Does a change of a preference ask less of anybody, or tell them less? */
import type { PreferenceEntry } from './preference-table.ts'

/** @param before as stored or by default, like `after` */
export function weakens({ type, weaker }: PreferenceEntry, before: string, after: string): boolean {
  if (before === after || weaker === 'never') return false
  if (weaker === 'always') return true
  if (type.kind === 'several') {
    const left = after.split(',')
    return before.split(',').some((one) => !left.includes(one))
  }
  const place = (value: string) => placeOf(type, value)
  return weaker === 'lower' ? place(after) < place(before) : place(after) > place(before)
}

function placeOf(type: PreferenceEntry['type'], value: string): number {
  if (type.kind === 'choice') return type.choices.findIndex((choice) => choice.value === value)
  if (type.kind === 'number' && value === '') return type.blankMeans ?? 0
  return Number(value)
}
