/** Decides which fault stands at a field, and which above the form. */
import { CallFailed } from '../../data/call/call-failed.ts'

const fieldCodes = ['invalid-value', 'invalid-field', 'already-taken']

/** What the server had against one field. */
export function fieldFault(error: unknown, field: string): string | undefined {
  if (!(error instanceof CallFailed) || !fieldCodes.includes(error.code)) return undefined
  return error.problem.fields?.[field]
}

/** The error, unless it stands at one of these fields already. */
export function otherFault(error: unknown, ...fields: string[]): unknown {
  return fields.some((field) => fieldFault(error, field) !== undefined) ? null : error
}
