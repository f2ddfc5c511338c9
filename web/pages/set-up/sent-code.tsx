import { useId, useMemo } from 'react'
import type { Enrollment, EnrollmentCode } from '../../../contract/api/enrollment.ts'
import { serverTime } from '../../data/call/server-clock.ts'
import { useConfirmMethod } from '../../data/enrollment.ts'
import { AskedCode } from '../../parts/code/asked-code.tsx'
import { CodeHelp } from '../../parts/code/code-help.tsx'
import { Notice } from '../../parts/layout/notice.tsx'
import { secondsUntil } from '../../parts/time/time.ts'
import { setUpWords } from '../../words/set-up.ts'
import { codeLife } from './code-life.ts'

interface SentCodeProps {
  method: 'email' | 'text'
  sent: EnrollmentCode
  again: { send: () => void; isPending: boolean; error: Error | null; wasSent: boolean }
  /** The number becomes the profile's, too. */
  forProfile?: boolean
  onRight: (enrollment: Enrollment) => void
  onOver: (error: unknown) => void
}

/** Where the code went, and the field for it, on the same screen. */
export function SentCode({ method, sent, again, forProfile = false, onRight, onOver }: SentCodeProps) {
  const message = useId()
  const entering = useConfirmMethod(method, forProfile)
  const life = useMemo(() => codeLife(secondsUntil(sent.expiresAt, serverTime(Date.now()))), [sent.expiresAt])
  return (
    <>
      <Notice kind="good" announced>
        <p id={message}>
          {setUpWords[method].sent(sent.sentTo)} {life}
        </p>
        <CodeHelp method={method} />
      </Notice>
      <AskedCode
        digits={sent.digits}
        expiresAt={sent.expiresAt}
        entering={entering}
        again={again}
        describedBy={message}
        sentTo={sent.sentTo}
        onRight={onRight}
        onOver={onOver}
      />
    </>
  )
}
