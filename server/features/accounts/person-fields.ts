/** Which of the typed fields of a person can be used, and how are they kept? */

import { readUserName } from '../people/name.ts'
import { readContact, type TypedContact } from './contact.ts'

export interface TypedPerson extends TypedContact {
  userName?: string | undefined
}

export interface PersonFields {
  userName?: string
  displayName?: string
  email?: string
  /** E.164; null takes it away. */
  cellPhone?: string | null
}

/** A sentence for each field that cannot be used. */
export type FieldFaults = Record<string, string>

export function readPersonFields({
  userName,
  ...typed
}: TypedPerson): { fields: PersonFields } | { faults: FieldFaults } {
  const faults: FieldFaults = {}
  const fields: PersonFields = {}
  if (userName !== undefined) {
    const read = readUserName(userName)
    if ('fault' in read) faults.userName = read.fault
    else fields.userName = read.name
  }
  const contact = readContact(typed)
  if ('faults' in contact) return { faults: { ...faults, ...contact.faults } }
  return Object.keys(faults).length > 0 ? { faults } : { fields: { ...fields, ...contact.contact } }
}
