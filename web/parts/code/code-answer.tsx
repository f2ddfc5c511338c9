import { CallFailed, failureCode } from '../../data/call/call-failed.ts'
import { words } from '../../words/en.ts'
import { Notice } from '../layout/notice.tsx'
import { Trouble } from '../trouble/trouble.tsx'
import { Wait } from '../trouble/wait.tsx'
import { wrongCodeSentence } from './code-trouble.ts'

interface CodeAnswerProps {
  error: unknown
  /** How many digits there should have been, where some are missing. */
  incomplete: number | null
  sentAgainTo: string | null
}

/** What came of the last try. A code that has run out is told below the button, where the time stood. */
export function CodeAnswer({ error, incomplete, sentAgainTo }: CodeAnswerProps) {
  if (incomplete !== null)
    return (
      <Notice kind="trouble" announced>
        {words.code.incomplete(incomplete)}
      </Notice>
    )
  if (error instanceof CallFailed && error.code === 'wrong-code')
    return (
      <Notice kind="trouble" announced>
        {wrongCodeSentence(error.problem)}
      </Notice>
    )
  if (error instanceof CallFailed && error.code === 'slow-down')
    return (
      <Notice kind="plain" announced>
        <Wait seconds={error.problem.retryAfterSeconds ?? 0} why={words.code.sentAlready} />
      </Notice>
    )
  if (error instanceof CallFailed && error.code === 'code-used')
    return (
      <Notice kind="plain" announced>
        {error.problem.title ?? error.message}
      </Notice>
    )
  if (error && failureCode(error) !== 'code-expired') return <Trouble error={error} />
  if (sentAgainTo === null) return null
  return (
    <Notice kind="good" announced>
      {words.code.sentAgain(sentAgainTo)}
    </Notice>
  )
}
