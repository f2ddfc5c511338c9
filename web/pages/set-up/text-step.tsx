import { TextInput } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { EnrollmentCode } from '../../../contract/api/enrollment.ts'
import { useTextToken } from '../../data/enrollment.ts'
import { LinkButton } from '../../parts/buttons/link-button.tsx'
import { CodeAnswer } from '../../parts/code/code-answer.tsx'
import { fieldFault, otherFault } from '../../parts/fields/field-fault.ts'
import { formattedPhone, phoneEntry, readablePhone } from '../../parts/fields/phone-entry.ts'
import { Stack } from '../../parts/layout/card-page.tsx'
import { words } from '../../words/en.ts'
import { setUpWords } from '../../words/set-up.ts'
import { MethodStep } from './method-step.tsx'
import { SentCode } from './sent-code.tsx'
import { useSentCode } from './use-sent-code.ts'
import type { WizardStep } from './wizard-step.ts'

/** Step 3: a number, and the code is on its way the moment it is complete. */
export function TextStep(step: WizardStep) {
  const { phone } = step.enrollment.methods.text
  return (
    <MethodStep
      method="text"
      readySentence={setUpWords.ready.text(phone === null ? '' : readablePhone(phone))}
      {...step}
    >
      <TextToken {...step} />
    </MethodStep>
  )
}

/** How long a foreign number that may go on has to rest before it counts as complete. */
const pauseMilliseconds = 1500

function numberIn(shown: string): string | null {
  const entry = phoneEntry(shown)
  return entry.state === 'full' || entry.state === 'perhaps' ? entry.e164 : null
}

function resume(code: EnrollmentCode | null) {
  const to = code && numberIn(code.sentTo)
  return code && to ? { code, to } : null
}

function TextToken({ enrollment, onNext, onOver }: WizardStep) {
  const [resumed] = useState(() => resume(enrollment.methods.text.sent))
  const [shown, setShown] = useState(resumed?.code.sentTo ?? '')
  const asked = useRef(resumed?.to ?? '')
  const token = useTextToken()
  const again = useTextToken()
  const { sent, turn, begin, sendAgain } = useSentCode({ token, again, resumed, onOver })
  const { state } = phoneEntry(shown)
  const number = numberIn(shown)
  const answered = token.variables === number ? token.error : null
  const fault = state === 'unusable' ? setUpWords.text.unusable : fieldFault(answered, 'phone')

  const send = useRef(begin)
  send.current = (to) => {
    if (asked.current === to) return
    asked.current = to
    begin(to, () => {
      asked.current = ''
    })
  }
  useEffect(() => {
    if (number === null) return
    const timer = setTimeout(() => send.current(number), state === 'perhaps' ? pauseMilliseconds : 0)
    return () => clearTimeout(timer)
  }, [number, state])

  return (
    <>
      <Stack>
        <p>
          {setUpWords.text.intro} {setUpWords.text.rates}
        </p>
        <CodeAnswer error={otherFault(answered, 'phone')} incomplete={null} sentAgainTo={null} />
        <TextInput
          label={setUpWords.text.label}
          description={setUpWords.text.help}
          type="tel"
          name="tel"
          autoComplete="tel"
          value={shown}
          onChange={(event) => setShown(formattedPhone(event.currentTarget.value, shown))}
          error={fault}
        />
        {number !== null && otherFault(answered, 'phone') !== null && (
          <div>
            <LinkButton onClick={() => send.current(number)}>{words.trouble.again}</LinkButton>
          </div>
        )}
        {token.isPending && (
          <p role="status" className="soft">
            {setUpWords.text.sending}
          </p>
        )}
      </Stack>
      {sent && sent.to === number && (
        <SentCode
          key={turn}
          method="text"
          sent={sent.code}
          again={sendAgain}
          onRight={onNext}
          onOver={onOver}
        />
      )}
    </>
  )
}
