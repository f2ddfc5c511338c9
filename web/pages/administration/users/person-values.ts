/** Decides what of a person's form is sent: the changed fields only, as they were typed. */
import type { PersonChange, PersonPage } from '../../../../contract/api/people.ts'

export const personFields = ['displayName', 'userName', 'email', 'cellPhone'] as const
export type PersonField = (typeof personFields)[number]
export type PersonValues = Record<PersonField | 'locationId', string>

export const noValues: PersonValues = {
  displayName: '',
  userName: '',
  email: '',
  cellPhone: '',
  locationId: '',
}

export function valuesOf(person: PersonPage): PersonValues {
  const { displayName, userName, email, cellPhone, location } = person
  return {
    displayName,
    userName,
    email: email ?? '',
    cellPhone: cellPhone ?? '',
    locationId: location?.id ?? '',
  }
}

/** Blank means: none. Empty where nothing changed. */
export function changedValues(before: PersonValues, after: PersonValues): PersonChange {
  const changed = personFields.filter((field) => after[field].trim() !== before[field])
  const fields = Object.fromEntries(changed.map((field) => [field, after[field].trim()]))
  if (after.locationId === before.locationId) return fields
  return { ...fields, locationId: after.locationId === '' ? null : after.locationId }
}

/** The same rights, in whatever order. */
export function sameRights(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((right) => other.includes(right))
}
