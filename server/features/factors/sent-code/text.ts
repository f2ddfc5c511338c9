/** A code by text message. */
import { codeText } from '../../messages/code-message.ts'
import { maskPhone } from '../../messages/mask.ts'
import { readCellPhone, showCellPhone } from '../../people/cell-phone.ts'
import type { FactorKind } from '../factor.ts'

export const text = {
  method: 'text',
  proves: ['otp', 'sms'],
  digits: null,
  sending: {
    channel: 'text',
    profileField: 'cellPhone',
    readAddress(typed) {
      const read = readCellPhone(typed)
      return 'fault' in read ? read : { address: read.e164 }
    },
    maskAddress: maskPhone,
    showAddress: showCellPhone,
    message: (words) => ({ text: codeText(words) }),
  },
} as const satisfies FactorKind
