/** Decides which message stands at the bottom of the sign-in page: what it says is true for everybody who may come (R2.2). */
import type { SignInPage } from '../../../contract/api/sign-in.ts'

type Known = Pick<SignInPage, 'twoFactorOn' | 'codeEveryTime'>

export function bottomMessage({
  twoFactorOn,
  codeEveryTime,
}: Known): 'everyTime' | 'twoFactorOn' | 'machineOn' {
  if (!twoFactorOn) return 'machineOn'
  return codeEveryTime ? 'everyTime' : 'twoFactorOn'
}
