/** The two fields of the profile that lead to a person: by which way a code reaches them, and how they are told. */
import { cellPhoneMethod, everybodysMethod } from '../../../contract/words.ts'
import { maskEmail, maskPhone } from '../messages/mask.ts'

export const contactFields = {
  email: { name: 'e-mail address', event: 'email-changed', method: everybodysMethod, mask: maskEmail },
  cellPhone: { name: 'cell phone', event: 'cell-phone-changed', method: cellPhoneMethod, mask: maskPhone },
} as const

export type ContactField = keyof typeof contactFields
