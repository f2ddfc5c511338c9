/** Does a code of this kind lie in a mailbox? */
import type { Method } from '../../../contract/words.ts'
import { kindOf } from './kinds.ts'

export const comesByMail = (method: Method): boolean => kindOf(method).sending?.channel === 'email'
