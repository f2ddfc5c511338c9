/** Decides how the value of a preference is shown, and how check boxes become its text. */
import type { PreferenceType } from '../../../../contract/api/preferences.ts'
import { words } from '../../../words/en.ts'

type Several = Extract<PreferenceType, { kind: 'several' }>

/** "On", "7 days", "E-mail, Text message"; blank says what it means. */
export function valueText(type: PreferenceType, value: string): string {
  switch (type.kind) {
    case 'choice':
      return type.choices.find((choice) => choice.value === value)?.label ?? value
    case 'several':
      return type.choices
        .filter((choice) => value.split(',').includes(choice.value))
        .map(({ label }) => label)
        .join(', ')
    case 'number':
      return value === '' ? blankText(type.blankMeans, type.unit) : `${value} ${type.unit}`
    case 'link':
      return value === '' ? words.preferences.blank : value
  }
}

function blankText(blankMeans: number | null, unit: string): string {
  return blankMeans === null ? words.preferences.blank : words.preferences.blankIs(`${blankMeans} ${unit}`)
}

/** The text of the check boxes, in the order of the table, whatever order they were ticked in. */
export function withTicked({ choices }: Several, value: string, choice: string, isTicked: boolean): string {
  const ticked = new Set(value.split(','))
  if (isTicked) ticked.add(choice)
  else ticked.delete(choice)
  return choices
    .filter((one) => one.always || ticked.has(one.value))
    .map((one) => one.value)
    .join(',')
}
