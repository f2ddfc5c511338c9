import { type ErrorCode, errors, type ProblemBody } from '../../contract/errors.ts'

type Extras = Partial<Omit<ProblemBody, 'type' | 'title' | 'status' | 'code' | 'requestId'>>

/** What the caller did amiss. Only for that: a wrong code or a refused sign-in is a value, not a Problem. */
export class Problem extends Error {
  readonly code: ErrorCode
  readonly extras: Extras
  constructor(code: ErrorCode, extras: Extras = {}) {
    super(errors[code].sentence)
    this.name = 'Problem'
    this.code = code
    this.extras = extras
  }
}

/** The RFC 9457 body of an error. */
export function problemBody(code: ErrorCode, requestId: string, extras: Extras = {}): ProblemBody {
  const { status, sentence } = errors[code]
  return { type: `urn:doorward:problem:${code}`, title: sentence, status, code, requestId, ...extras }
}
