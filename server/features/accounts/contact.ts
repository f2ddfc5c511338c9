/** Which of the typed own data can be used, and how is it kept? */
import { readCellPhone } from '../people/cell-phone.ts'
import { readEmailAddress } from '../people/email-address.ts'
import { readDisplayName } from '../people/name.ts'

export interface TypedContact {
  displayName?: string | undefined
  email?: string | undefined
  cellPhone?: string | null | undefined
}

export interface Contact {
  displayName?: string
  email?: string
  /** E.164; null takes it away. */
  cellPhone?: string | null
}

/** Every faulty field with its sentence, or all of them as they are kept. A blank cell phone is none. */
export function readContact(typed: TypedContact): { contact: Contact } | { faults: Record<string, string> } {
  const contact: Contact = {}
  const faults: Record<string, string> = {}
  if (typed.displayName !== undefined) {
    const read = readDisplayName(typed.displayName)
    if ('fault' in read) faults.displayName = read.fault
    else contact.displayName = read.name
  }
  if (typed.email !== undefined) {
    const read = readEmailAddress(typed.email)
    if ('fault' in read) faults.email = read.fault
    else contact.email = read.address
  }
  if (typed.cellPhone !== undefined) {
    const text = typed.cellPhone?.trim() ?? ''
    const read = text === '' ? { e164: null } : readCellPhone(text)
    if ('fault' in read) faults.cellPhone = read.fault
    else contact.cellPhone = read.e164
  }
  return Object.keys(faults).length > 0 ? { faults } : { contact }
}
