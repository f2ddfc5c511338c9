/** What do messages call a way to confirm? */
import type { Method } from '../../../contract/words.ts'

const words: Readonly<Record<Method, string>> = {
  email: 'e-mail',
  app: 'authenticator app',
  text: 'text message',
}

export function methodWords(method: Method): string {
  return words[method]
}
