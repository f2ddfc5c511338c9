import type { ErrorCode, ProblemBody } from '../../../contract/errors.ts'

/** What the pages can be told: a code of the contract, or that nobody answered at all. */
export type FailureCode = ErrorCode | 'unreachable'

/** An answer that is not the wished one. `problem` is empty when the server was not reached. */
export class CallFailed extends Error {
  readonly code: FailureCode
  readonly problem: Partial<ProblemBody>
  constructor(code: FailureCode, problem: Partial<ProblemBody> = {}) {
    super(problem.title ?? code)
    this.name = 'CallFailed'
    this.code = code
    this.problem = problem
  }
}

export function failureCode(error: unknown): FailureCode | undefined {
  return error instanceof CallFailed ? error.code : undefined
}
