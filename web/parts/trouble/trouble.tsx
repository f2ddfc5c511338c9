import { CallFailed } from '../../data/call/call-failed.ts'
import { words } from '../../words/en.ts'
import { Notice } from '../layout/notice.tsx'
import { moment } from '../time/time.ts'
import { Wait } from './wait.tsx'

/** What went wrong, in the words of the contract, with what helps: the wait, or the request id to quote. */
export function Trouble({ error }: { error: unknown }) {
  return (
    <Notice kind="trouble" announced>
      <Sentence failed={error instanceof CallFailed ? error : new CallFailed('internal')} />
    </Notice>
  )
}

function Sentence({ failed: { code, problem } }: { failed: CallFailed }) {
  switch (code) {
    case 'unreachable':
      return <p>{words.trouble.unreachable}</p>
    case 'slow-down':
      return <Wait seconds={problem.retryAfterSeconds ?? 0} />
    case 'method-locked':
      return <p>{locked(problem.lockedUntil)}</p>
    case 'internal':
      return <Fault requestId={problem.requestId} />
    default:
      return <p>{Object.values(problem.fields ?? {})[0] ?? problem.title ?? words.trouble.internal}</p>
  }
}

function locked(until: string | null | undefined): string {
  if (until === undefined || until === null) return words.trouble.lockedForGood
  return words.trouble.lockedUntil(moment(new Date(until), new Date()))
}

function Fault({ requestId }: { requestId: string | undefined }) {
  return (
    <>
      <p>{words.trouble.internal}</p>
      {requestId && (
        <p>
          {words.trouble.quote} <code>{requestId}</code>
        </p>
      )}
    </>
  )
}
