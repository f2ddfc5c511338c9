/** Can this be a code at all? */
import { plainDigits } from '../../../contract/digits.ts'
import { Problem } from '../../base/problem.ts'

/** Throws `invalid-field`. */
export function typedDigits(typed: string, digits: number): string {
  const code = plainDigits(typed)
  if (code.length === digits && /^[0-9]+$/.test(code)) return code
  throw new Problem('invalid-field', { fields: { code: `The code has ${digits} digits.` } })
}
