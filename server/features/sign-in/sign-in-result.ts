/** What a call of the sign-in gives: the step to show, and the cookies that go with it. */
import type { Step } from '../../../contract/api/sign-in.ts'

export interface SignInResult {
  step: Step
  /** Token to set; null takes the cookie away; absent leaves it. */
  signInToken?: string | null
  sessionToken?: string
  machineToken?: string
}
