import { useNavigate } from '@tanstack/react-router'
import { useEffect, useId } from 'react'
import { useGiveUp } from '../../data/sign-in.ts'
import { ActButton } from '../../parts/buttons/act-button.tsx'
import { LinkButton } from '../../parts/buttons/link-button.tsx'
import { CodeAnswer } from '../../parts/code/code-answer.tsx'
import { CodeField } from '../../parts/code/code-field.tsx'
import { CodeHelp } from '../../parts/code/code-help.tsx'
import { TimeLeft } from '../../parts/code/time-left.tsx'
import { CardPage, Row, Stack } from '../../parts/layout/card-page.tsx'
import { PageHeading } from '../../parts/layout/page-heading.tsx'
import { words } from '../../words/en.ts'
import { CodeMessage, type CodeStep } from './code-message.tsx'
import { useCodeEntry } from './use-code-entry.ts'

interface EnterCodeProps {
  step: CodeStep
  /** The sign-in has come to its end without a session; the sentence says how. */
  onOver: (farewell: string) => void
}

/** One code, one field. Nothing is sent by coming here; sending again is a button. */
export function EnterCode({ step, onOver }: EnterCodeProps) {
  const entry = useCodeEntry(step, onOver)
  const message = useId()
  const busy = entry.offersNew ? entry.isSending : entry.isChecking
  const busyLabel = entry.offersNew ? words.code.sending : words.code.submitting

  useEffect(() => entry.input.current?.focus(), [entry.input])

  return (
    <CardPage name={step.organization}>
      <form onSubmit={entry.submit} noValidate>
        <Stack>
          <PageHeading takesFocus={false}>{words.code.title[step.method]}</PageHeading>
          <CodeMessage step={step} id={message} />
          <CodeHelp method={step.method} className="soft" />
          <CodeAnswer
            error={entry.error}
            incomplete={entry.isIncomplete ? step.digits : null}
            sentAgainTo={entry.wasSentAgain ? step.sentTo : null}
          />
          <CodeField
            digits={step.digits}
            value={entry.code}
            onChange={entry.setCode}
            onComplete={entry.check}
            input={entry.input}
            wrong={entry.isIncomplete}
            busy={entry.isChecking}
            describedBy={message}
          />
          <ActButton fullWidth busy={busy} busyLabel={busyLabel} resting={entry.offersNew && entry.isWaiting}>
            {entry.offersNew ? words.code.sendNew : words.code.submit}
          </ActButton>
          <TimeLeft seconds={entry.secondsLeft} />
          <OtherThings step={step} entry={entry} onOver={onOver} />
        </Stack>
      </form>
    </CardPage>
  )
}

interface OtherThingsProps extends EnterCodeProps {
  entry: ReturnType<typeof useCodeEntry>
}

function OtherThings({ step, entry, onOver }: OtherThingsProps) {
  const navigate = useNavigate()
  const giveUp = useGiveUp()
  /** Somebody else's sign-in must not stand here for the next who comes. */
  const leave = (andThen?: () => void) =>
    giveUp.mutate(undefined, {
      onSettled: () => {
        onOver(words.signIn.notYou)
        andThen?.()
      },
    })
  const hasOthers = step.otherMethods.length > 0 || step.waysOut.length > 0
  return (
    <div>
      <Row>
        {step.sentTo !== null && !entry.offersNew && (
          <LinkButton still={entry.isSending || entry.isWaiting} onClick={entry.sendAgain}>
            {entry.isSending ? words.code.sending : words.code.sendAgain}
          </LinkButton>
        )}
        {hasOthers && (
          <LinkButton onClick={() => navigate({ to: '/sign-in/another-way', search: true })}>
            {words.code.anotherMethod}
          </LinkButton>
        )}
      </Row>
      <Row>
        <LinkButton still={giveUp.isPending} onClick={() => leave()}>
          {words.code.notYou}
        </LinkButton>
        <LinkButton
          still={giveUp.isPending}
          onClick={() => leave(() => navigate({ to: '/forgot-password', search: true }))}
        >
          {words.code.changePassword}
        </LinkButton>
      </Row>
    </div>
  )
}
