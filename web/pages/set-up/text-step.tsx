import { TextInput } from '@mantine/core'
import { type SyntheticEvent, useEffect, useRef, useState } from 'react'
import type { EnrollmentCode } from '../../../contract/api/enrollment.ts'
import { useTextToken } from '../../data/enrollment.ts'
import { LinkButton } from '../../parts/buttons/link-button.tsx'
import { CodeAnswer } from '../../parts/code/code-answer.tsx'
import { CheckField } from '../../parts/fields/check-field.tsx'
import { fieldFault, otherFault } from '../../parts/fields/field-fault.ts'
import {
  formattedPhone,
  phoneEntry,
  readablePhone,
  restBeforeSending,
} from '../../parts/fields/phone-entry.ts'
import { Stack } from '../../parts/layout/card-page.tsx'
import { words } from '../../words/en.ts'
import { setUpWords } from '../../words/set-up.ts'
import { MethodStep } from './method-step.tsx'
import { SentCode } from './sent-code.tsx'
import { useSentCode } from './use-sent-code.ts'
import type { WizardStep } from './wizard-step.ts'

/** Step 3: a number, and the code leaves once it is complete and nobody is typing any more. */
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
  const [isCaretInside, setCaretInside] = useState(false)
  const [keys, setKeys] = useState(0)
  const [isForProfile, setForProfile] = useState(true)
  const asked = useRef(resumed?.to ?? '')
  const token = useTextToken()
  const again = useTextToken()
  const { sent, turn, begin, sendAgain } = useSentCode({ token, again, resumed, onOver })
  const entry = phoneEntry(shown)
  const rest = restBeforeSending(entry, isCaretInside)
  const number = numberIn(shown)
  const answered = token.variables === number ? token.error : null
  const fault = entry.state === 'unusable' ? setUpWords.text.unusable : fieldFault(answered, 'phone')

  const send = useRef(begin)
  send.current = (to) => {
    if (asked.current === to) return
    asked.current = to
    begin(to, () => {
      asked.current = ''
    })
  }
  // Every key begins the rest anew.
  useEffect(() => {
    if (number === null || rest === null) return
    const timer = setTimeout(() => send.current(number), rest)
    return () => clearTimeout(timer)
  }, [number, rest, keys])

  const lookAtCaret = ({ currentTarget: { selectionEnd, value } }: SyntheticEvent<HTMLInputElement>) =>
    setCaretInside(selectionEnd !== null && selectionEnd < value.length)

  function change(event: SyntheticEvent<HTMLInputElement>) {
    const { value, selectionEnd } = event.currentTarget
    setShown(formattedPhone(value, shown, selectionEnd ?? value.length))
    lookAtCaret(event)
  }

  /** Whoever leaves the field is done with it. */
  function leave() {
    setCaretInside(false)
    if (number !== null) setShown(formattedPhone(shown, ''))
  }

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
          onChange={change}
          onKeyDown={() => setKeys((count) => count + 1)}
          onSelect={lookAtCaret}
          onBlur={leave}
          error={fault}
        />
        {enrollment.phoneForProfile && (
          <CheckField label={setUpWords.text.forProfile} checked={isForProfile} onChange={setForProfile} />
        )}
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
          forProfile={enrollment.phoneForProfile && isForProfile}
          onRight={onNext}
          onOver={onOver}
        />
      )}
    </>
  )
}
