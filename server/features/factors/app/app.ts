/** The code that an authenticator app shows. */
import type { FactorKind } from '../factor.ts'
import { appCodeDigits } from './app-code.ts'

export const app = {
  method: 'app',
  proves: ['otp'],
  digits: appCodeDigits,
  sending: null,
} as const satisfies FactorKind
