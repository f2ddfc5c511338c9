/** How a person looks in User Administration. */

import type { PersonPage, PersonRow } from '../../../contract/api/people.ts'
import { type Method, methods, type Right, rights } from '../../../contract/words.ts'
import type { Id } from '../../base/id.ts'
import { showCellPhone } from '../people/cell-phone.ts'

/** What is kept of a person, and the name of their location. */
export interface ListedPerson {
  id: Id<'person'>
  userName: string
  displayName: string
  email: string | null
  cellPhone: string | null
  location: { id: Id<'location'>; name: string } | null
  lastSignInAt: Date | null
  active: boolean
  setUpAt: Date | null
  hasPassword: boolean
  defaultMethod: Method | null
  createdAt: Date
}

export function personRow(person: ListedPerson, ready: readonly Method[]): PersonRow {
  const { id, userName, displayName, email, cellPhone, location, lastSignInAt, active, hasPassword } = person
  return {
    id,
    userName,
    displayName,
    email,
    cellPhone: cellPhone && showCellPhone(cellPhone),
    location,
    methods: methods.filter((method) => ready.includes(method)),
    lastSignInAt: lastSignInAt?.toISOString() ?? null,
    active,
    isSetUp: person.setUpAt !== null,
    hasPassword,
  }
}

export function personPage(
  person: ListedPerson,
  ready: readonly Method[],
  { rights: held, codesElsewhere }: { rights: readonly Right[] } & Pick<PersonPage, 'codesElsewhere'>,
): PersonPage {
  return {
    ...personRow(person, ready),
    rights: rights.filter((right) => held.includes(right)),
    defaultMethod: person.defaultMethod,
    codesElsewhere,
    setUpAt: person.setUpAt?.toISOString() ?? null,
    createdAt: person.createdAt.toISOString(),
  }
}
