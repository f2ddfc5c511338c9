import { TextInput } from '@mantine/core'
import { type FormEvent, useRef, useState } from 'react'
import { useEmailToken } from '../../data/enrollment.ts'
import { ActButton } from '../../parts/act-button.tsx'
import { Stack } from '../../parts/card-page.tsx'
import { fieldFault, otherFault } from '../../parts/field-fault.ts'
import { Trouble } from '../../parts/trouble.tsx'
import { words } from '../../words/en.ts'
import { setUpWords } from '../../words/set-up.ts'
import { MethodStep } from './method-step.tsx'
import { SentCode } from './sent-code.tsx'
import type { WizardStep } from './set-up.tsx'

/** Step 1, which nobody skips: the address of the profile stands there, another one may. */
export function EmailStep(step: WizardStep) {
  const { enrollment, onNext, onOver } = step
  const { address } = enrollment.methods.email
  return (
    <MethodStep method="email" readySentence={setUpWords.ready.email(address ?? '')} {...step}>
      <EmailToken start={address ?? enrollment.suggestedEmail ?? ''} onRight={onNext} onOver={onOver} />
    </MethodStep>
  )
}

interface EmailTokenProps extends Pick<WizardStep, 'onOver'> {
  start: string
  onRight: WizardStep['onNext']
}

function EmailToken({ start, onRight, onOver }: EmailTokenProps) {
  const [address, setAddress] = useState(start)
  const [isMissing, setMissing] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const token = useEmailToken()
  const again = useEmailToken()
  const sent = again.data ?? token.data
  const fault = isMissing ? setUpWords.email.missing : fieldFault(token.error, 'address')
  const other = otherFault(token.error, 'address')

  function submit(event: FormEvent) {
    event.preventDefault()
    if (token.isPending) return
    setMissing(address.trim() === '')
    if (address.trim() === '') return field.current?.focus()
    again.reset()
    token.mutate(address.trim(), { onError: refused })
  }

  function refused(error: unknown) {
    onOver(error)
    field.current?.focus()
  }

  const sendAgain = {
    send: () => again.mutate(token.variables!, { onError: onOver }),
    isPending: again.isPending,
    error: again.error,
    wasSent: again.isSuccess,
  }
  return (
    <>
      <form onSubmit={submit} noValidate>
        <Stack>
          <p>{setUpWords.email.intro}</p>
          {other !== null && <Trouble error={other} />}
          <TextInput
            ref={field}
            label={setUpWords.email.label}
            description={setUpWords.email.help}
            type="email"
            name="email"
            autoComplete="email"
            autoCapitalize="none"
            spellCheck={false}
            value={address}
            onChange={(event) => setAddress(event.currentTarget.value)}
            error={fault}
          />
          <ActButton
            fullWidth
            variant={sent ? 'default' : 'filled'}
            busy={token.isPending}
            busyLabel={words.code.sending}
          >
            {setUpWords.email.send}
          </ActButton>
        </Stack>
      </form>
      {sent && !token.isPending && (
        <SentCode
          key={sent.sentTo}
          method="email"
          sent={sent}
          again={sendAgain}
          onRight={onRight}
          onOver={onOver}
        />
      )}
    </>
  )
}
