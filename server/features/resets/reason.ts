/** Is this a reason that the person, and whoever reads the audit, can read? */
import { withoutStray } from '../../base/invisible.ts'
import { sizeLimits } from '../limits/limits-table.ts'

const mostCharacters = sizeLimits.reason.most

/** Line breaks and runs of space become one space. */
export function readReason(text: string): { reason: string } | { fault: string } {
  const reason = withoutStray(text)
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cn}\p{Co}\p{Cs}\p{Z}]+/gu, ' ')
    .trim()
  if (reason === '') return { fault: 'Please give a reason. The person will read it.' }
  if ([...reason].length > mostCharacters)
    return { fault: `A reason has at most ${mostCharacters} characters.` }
  return { reason }
}
