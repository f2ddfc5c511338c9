import type { Method } from '../../../contract/words.ts'
import { MailComesFrom } from './mail-comes-from.tsx'

const helps = { email: MailComesFrom, app: null, text: null } satisfies Record<Method, unknown>

interface CodeHelpProps {
  method: Method
  className?: string
}

/** What helps where the code does not come; nothing where that is plain. */
export function CodeHelp({ method, className }: CodeHelpProps) {
  const Help = helps[method]
  return (
    Help && (
      <p className={className}>
        <Help />
      </p>
    )
  )
}
