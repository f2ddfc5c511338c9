/** How the API tells of a wrong code. */
import type { ErrorCode } from '../../../contract/errors.ts'
import { Problem } from '../../base/problem.ts'

interface Wrong {
  left: number
  clockOffSeconds: number | null
}

/** @param over what the last try ended */
export function wrongCode({ left, clockOffSeconds }: Wrong, over: ErrorCode): Problem {
  return new Problem(left > 0 ? 'wrong-code' : over, {
    triesLeft: left,
    ...(clockOffSeconds !== null && { clockOffSeconds }),
  })
}
