import { TextInput } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useTextToken } from '../../data/enrollment.ts'
import { Stack } from '../../parts/card-page.tsx'
import { fieldFault, otherFault } from '../../parts/field-fault.ts'
import { formattedPhone, phoneEntry, readablePhone } from '../../parts/phone-entry.ts'
import { Trouble } from '../../parts/trouble.tsx'
import { setUpWords } from '../../words/set-up.ts'
import { MethodStep } from './method-step.tsx'
import { SentCode } from './sent-code.tsx'
import type { WizardStep } from './set-up.tsx'

/** Step 3: a number, and the code is on its way the moment it is complete. */
export function TextStep(step: WizardStep) {
  const { phone } = step.enrollment.methods.text
  return (
    <MethodStep
      method="text"
      readySentence={setUpWords.ready.text(phone === null ? '' : readablePhone(phone))}
      {...step}
    >
      <TextToken onRight={step.onNext} onOver={step.onOver} />
    </MethodStep>
  )
}

/** How long a foreign number that may go on has to rest before it counts as complete. */
const pauseMilliseconds = 1500

function TextToken({ onRight, onOver }: { onRight: WizardStep['onNext'] } & Pick<WizardStep, 'onOver'>) {
  const [shown, setShown] = useState('')
  const asked = useRef('')
  const token = useTextToken()
  const again = useTextToken()
  const entry = phoneEntry(shown)
  const number = entry.state === 'full' || entry.state === 'perhaps' ? entry.e164 : null
  const isSentThere = token.variables === number
  const sent = isSentThere ? (again.data ?? token.data) : undefined
  const fault = entry.state === 'unusable' ? setUpWords.text.unusable : fieldFault(token.error, 'phone')
  const other = otherFault(token.error, 'phone')
  const pause = entry.state === 'perhaps' ? pauseMilliseconds : 0

  const send = useRef((_: string) => {})
  send.current = (phone) => {
    if (asked.current === phone) return
    asked.current = phone
    again.reset()
    token.mutate(phone, { onError: onOver })
  }
  useEffect(() => {
    if (number === null) return
    const timer = setTimeout(() => send.current(number), pause)
    return () => clearTimeout(timer)
  }, [number, pause])

  const sendAgain = {
    send: () => again.mutate(token.variables!, { onError: onOver }),
    isPending: again.isPending,
    error: again.error,
    wasSent: again.isSuccess,
  }
  return (
    <>
      <Stack>
        <p>
          {setUpWords.text.intro} {setUpWords.text.rates}
        </p>
        <TextInput
          label={setUpWords.text.label}
          description={setUpWords.text.help}
          type="tel"
          name="tel"
          autoComplete="tel"
          value={shown}
          onChange={(event) => setShown(formattedPhone(event.currentTarget.value, shown))}
          error={isSentThere || entry.state === 'unusable' ? fault : undefined}
        />
        {other !== null && isSentThere && <Trouble error={other} />}
        {token.isPending && (
          <p role="status" className="soft">
            {setUpWords.text.sending}
          </p>
        )}
      </Stack>
      {sent && (
        <SentCode
          key={sent.sentTo}
          method="text"
          sent={sent}
          again={sendAgain}
          onRight={onRight}
          onOver={onOver}
        />
      )}
    </>
  )
}
