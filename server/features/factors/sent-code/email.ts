/** A code by e-mail. */
import { codeLetter } from '../../messages/code-message.ts'
import { maskEmail } from '../../messages/mask.ts'
import { readEmailAddress } from '../../people/email-address.ts'
import type { FactorKind } from '../factor.ts'

export const email = {
  method: 'email',
  proves: ['otp'],
  digits: null,
  sending: {
    channel: 'email',
    profileField: 'email',
    readAddress: readEmailAddress,
    maskAddress: maskEmail,
    showAddress: (address) => address,
    message: (words) => ({ ...codeLetter(words), fromName: words.organization }),
  },
} as const satisfies FactorKind
