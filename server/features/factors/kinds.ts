/** The kinds of factors there are, by the method a person chooses. */
import type { Method } from '../../../contract/words.ts'
import { app } from './app/app.ts'
import type { FactorKind } from './factor.ts'
import { email } from './sent-code/email.ts'
import { text } from './sent-code/text.ts'

const kinds: Readonly<Record<Method, FactorKind>> = { email, app, text }

export function kindOf(method: Method): FactorKind {
  return kinds[method]
}
