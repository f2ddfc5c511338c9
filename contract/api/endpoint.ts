import type { z } from 'zod'
import type { ErrorCode } from '../errors.ts'
import type { Right } from '../words.ts'

/**
 * Who may call: anybody, the holder of a half-finished sign-in, a signed-in person, one who proved anew that it is them,
 * or one with a right, where a list stands with any one of them. `enrollment` is a sign-in that stands at set-up, or a session (with a fresh proof unless it reads).
 */
export type Needs = 'nothing' | 'sign-in' | 'session' | 'enrollment' | 'fresh-proof' | Right | OneOf

/** Each of these rights suffices alone. */
type OneOf = readonly [Right, Right, ...Right[]]

/** One row of the endpoint table: validation, the typed client of the pages and the OpenAPI document follow from it. */
export interface Endpoint {
  summary: string
  needs: Needs
  /** Path parameters, as in `/api/profile/connections/{id}`. */
  params?: z.ZodObject
  query?: z.ZodObject
  /** The JSON body; absent where the call takes none. */
  body?: z.ZodObject
  /** Bytes of the body where 64 kB do not suffice; the caller's right is then looked at before it is read. */
  largestBody?: number
  /** The JSON answer; null answers with no content. */
  answer: z.ZodType | null
  /** Status of the good answer; 200, or 204 where `answer` is null, when absent. */
  status?: 200 | 201 | 202 | 204
  errors: readonly ErrorCode[]
}

/** Keeps the precise types of a group of endpoints while checking their shape. */
export function endpoints<const Table extends Record<string, Endpoint>>(table: Table): Table {
  return table
}
