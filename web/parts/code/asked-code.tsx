import { useEffect } from 'react'
import { words } from '../../words/en.ts'
import { ActButton } from '../buttons/act-button.tsx'
import { LinkButton } from '../buttons/link-button.tsx'
import { Stack } from '../layout/card-page.tsx'
import { CodeAnswer } from './code-answer.tsx'
import { CodeField } from './code-field.tsx'
import { TimeLeft } from './time-left.tsx'
import { type AskedCode as Asked, useAskedCode } from './use-asked-code.ts'

interface AskedCodeProps<Answer> extends Asked<Answer> {
  /** Id of the sentence that says where the code is. */
  describedBy: string
  sentTo: string | null
  /** The field takes the focus when it appears. */
  takesFocus?: boolean
}

/** A code that is asked for beside other things on a page: field, answer, time left, send again. */
export function AskedCode<Answer>({
  describedBy,
  sentTo,
  takesFocus = true,
  ...asked
}: AskedCodeProps<Answer>) {
  const { digits, entering, again } = asked
  const entry = useAskedCode(asked)
  const busy = entry.offersNew ? (again?.isPending ?? false) : entering.isPending
  useEffect(() => {
    if (takesFocus) entry.input.current?.focus()
  }, [takesFocus, entry.input])
  return (
    <form onSubmit={entry.submit} noValidate>
      <Stack>
        <CodeAnswer
          error={entry.error}
          incomplete={entry.isIncomplete ? digits : null}
          sentAgainTo={again?.wasSent && !entering.error ? sentTo : null}
        />
        <CodeField
          digits={digits}
          value={entry.code}
          onChange={entry.setCode}
          onComplete={entry.check}
          input={entry.input}
          wrong={entry.isIncomplete}
          busy={entering.isPending}
          describedBy={describedBy}
        />
        <ActButton
          fullWidth
          busy={busy}
          busyLabel={entry.offersNew ? words.code.sending : words.code.submitting}
          resting={entry.offersNew && entry.isWaiting}
        >
          {entry.offersNew ? words.code.sendNew : words.code.submit}
        </ActButton>
        {again && (
          <div>
            <TimeLeft seconds={entry.secondsLeft} />
            {!entry.offersNew && (
              <LinkButton still={again.isPending || entry.isWaiting} onClick={entry.sendAgain}>
                {again.isPending ? words.code.sending : words.code.sendAgain}
              </LinkButton>
            )}
          </div>
        )}
      </Stack>
    </form>
  )
}
