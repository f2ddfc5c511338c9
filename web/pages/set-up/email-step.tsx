import { TextInput } from '@mantine/core'
import { type FormEvent, useRef, useState } from 'react'
import { useEmailToken } from '../../data/enrollment.ts'
import { ActButton } from '../../parts/buttons/act-button.tsx'
import { CodeAnswer } from '../../parts/code/code-answer.tsx'
import { fieldFault, otherFault } from '../../parts/fields/field-fault.ts'
import { Stack } from '../../parts/layout/card-page.tsx'
import { words } from '../../words/en.ts'
import { setUpWords } from '../../words/set-up.ts'
import { MethodStep } from './method-step.tsx'
import { SentCode } from './sent-code.tsx'
import { useSentCode } from './use-sent-code.ts'
import type { WizardStep } from './wizard-step.ts'

/** Step 1, which nobody skips: the address of the profile stands there, another one may. */
export function EmailStep(step: WizardStep) {
  const { address } = step.enrollment.methods.email
  return (
    <MethodStep method="email" readySentence={setUpWords.ready.email(address ?? '')} {...step}>
      <EmailToken {...step} />
    </MethodStep>
  )
}

function EmailToken({ enrollment, onNext, onOver }: WizardStep) {
  const { address: known, sent: resumed } = enrollment.methods.email
  const [address, setAddress] = useState(resumed?.sentTo ?? known ?? enrollment.suggestedEmail ?? '')
  const [isMissing, setMissing] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const token = useEmailToken()
  const again = useEmailToken()
  const { sent, turn, begin, sendAgain } = useSentCode({
    token,
    again,
    resumed: resumed && { code: resumed, to: resumed.sentTo },
    onOver,
  })
  const fault = isMissing ? setUpWords.email.missing : fieldFault(token.error, 'address')
  const other = otherFault(token.error, 'address')

  function submit(event: FormEvent) {
    event.preventDefault()
    if (token.isPending) return
    setMissing(address.trim() === '')
    if (address.trim() === '') field.current?.focus()
    else begin(address.trim(), () => field.current?.focus())
  }

  return (
    <>
      <form onSubmit={submit} noValidate>
        <Stack>
          <p>{setUpWords.email.intro}</p>
          <CodeAnswer error={other} incomplete={null} sentAgainTo={null} />
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
      {sent && (
        <SentCode
          key={turn}
          method="email"
          sent={sent.code}
          again={sendAgain}
          onRight={onNext}
          onOver={onOver}
        />
      )}
    </>
  )
}
