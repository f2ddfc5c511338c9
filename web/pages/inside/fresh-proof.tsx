import { Button } from '@mantine/core'
import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import type { ProofStep } from '../../../contract/api/profile.ts'
import type { Method } from '../../../contract/words.ts'
import { failureCode } from '../../data/call/call-failed.ts'
import {
  askWith,
  type ProofCodeStep,
  useBeginProof,
  useChooseProofMethod,
  useEnterProofCode,
  useSendProofAgain,
} from '../../data/fresh-proof.ts'
import { useSession } from '../../data/session.ts'
import { ActButton } from '../../parts/buttons/act-button.tsx'
import { LinkButton } from '../../parts/buttons/link-button.tsx'
import { AskedCode } from '../../parts/code/asked-code.tsx'
import { CodeHelp } from '../../parts/code/code-help.tsx'
import { PasswordField } from '../../parts/fields/password-field.tsx'
import { Row, Stack } from '../../parts/layout/card-page.tsx'
import { Dialog } from '../../parts/layout/dialog.tsx'
import { Notice } from '../../parts/layout/notice.tsx'
import { WhomToAsk } from '../../parts/layout/whom-to-ask.tsx'
import { Trouble } from '../../parts/trouble/trouble.tsx'
import { words } from '../../words/en.ts'
import { freshProofWords } from '../../words/fresh-proof.ts'

/** Waits until something wants a fresh proof, and then asks for it in front of the page, which stays as it is. */
export function FreshProof() {
  const [settle, setSettle] = useState<((isProved: boolean) => void) | null>(null)
  useEffect(() => askWith(() => new Promise((resolve) => setSettle(() => resolve))), [])
  if (settle === null) return null
  return (
    <ProofDialog
      onEnd={(isProved) => {
        setSettle(null)
        settle(isProved)
      }}
    />
  )
}

function ProofDialog({ onEnd }: { onEnd: (isProved: boolean) => void }) {
  return (
    <Dialog title={freshProofWords.title} onClose={() => onEnd(false)}>
      <Proof why={freshProofWords.why} onProved={() => onEnd(true)} />
      <Row>
        <Button variant="default" onClick={() => onEnd(false)}>
          {freshProofWords.cancel}
        </Button>
      </Row>
    </Dialog>
  )
}

interface ProofProps {
  why: string
  /** By one of which a code is wanted; where they are absent the organization says whether. */
  methods?: Method[] | undefined
  onProved: () => void
}

/** The password first, then a code where ways to confirm are set up. */
export function Proof({ onProved, ...ask }: ProofProps) {
  const [step, setStep] = useState<ProofCodeStep | null>(null)
  const [isAgain, setAgain] = useState(false)

  function take(next: ProofStep) {
    if (next.step === 'done') onProved()
    else setStep(next)
  }

  function startAgain() {
    setStep(null)
    setAgain(true)
  }

  return step === null ? (
    <AskPassword {...ask} isAgain={isAgain} onStep={take} />
  ) : (
    <AskCode key={step.method} step={step} onStep={take} onOver={startAgain} />
  )
}

interface AskPasswordProps extends Omit<ProofProps, 'onProved'> {
  isAgain: boolean
  onStep: (step: ProofStep) => void
}

function AskPassword({ why, methods, isAgain, onStep }: AskPasswordProps) {
  const [password, setPassword] = useState('')
  const [isMissing, setMissing] = useState(false)
  const begin = useBeginProof()
  const form = useRef<HTMLFormElement>(null)
  const userName = useSession().data?.person.userName ?? ''
  const focus = () => form.current?.querySelector<HTMLInputElement>('[name=password]')?.focus()
  useEffect(focus, [])

  function submit(event: FormEvent) {
    event.preventDefault()
    if (begin.isPending) return
    setMissing(password === '')
    if (password === '') return focus()
    begin.mutate({ password, ...(methods && { methods }) }, { onSuccess: onStep, onError: refused })
  }

  function refused(error: unknown) {
    if (failureCode(error) === 'wrong-password') setPassword('')
    focus()
  }

  return (
    <form ref={form} onSubmit={submit} noValidate>
      <Stack>
        <p>{why}</p>
        {begin.error ? <Trouble error={begin.error} /> : isAgain && <StartedAgain />}
        <input type="text" name="username" autoComplete="username" value={userName} readOnly hidden />
        <PasswordField value={password} onChange={setPassword} error={isMissing && freshProofWords.missing} />
        <ActButton fullWidth busy={begin.isPending} busyLabel={words.code.submitting}>
          {freshProofWords.carryOn}
        </ActButton>
      </Stack>
    </form>
  )
}

const StartedAgain = () => (
  <Notice kind="plain" announced>
    {freshProofWords.again}
  </Notice>
)

interface AskCodeProps {
  step: ProofCodeStep
  onStep: (step: ProofStep) => void
  onOver: () => void
}

function AskCode({ step, onStep, onOver }: AskCodeProps) {
  const message = useId()
  const entering = useEnterProofCode()
  const again = useSendProofAgain()
  const choose = useChooseProofMethod()
  const ended = (error: unknown) => failureCode(error) === 'proof-over' && onOver()
  const sendAgain = {
    send: () => again.mutate(undefined, { onSuccess: onStep, onError: ended }),
    isPending: again.isPending,
    error: again.error,
    wasSent: again.isSuccess,
  }
  return (
    <>
      {step.sentTo === null ? (
        <p id={message}>{words.code.fromApp(step.digits, step.organization)}</p>
      ) : (
        <p id={message}>
          {words.code.sent(step.digits)} <span className="whole">{step.sentTo}</span>.
        </p>
      )}
      <CodeHelp method={step.method} className="soft" />
      <AskedCode
        digits={step.digits}
        expiresAt={step.expiresAt}
        entering={entering}
        {...(step.sentTo !== null && { again: sendAgain })}
        describedBy={message}
        sentTo={step.sentTo}
        onRight={onStep}
        onOver={onOver}
      />
      {choose.error && <Trouble error={choose.error} />}
      {step.otherMethods.length === 0 && step.waysOut.length > 0 && (
        <WhomToAsk lead={freshProofWords.noWay} waysOut={step.waysOut} />
      )}
      {step.otherMethods.length > 0 && (
        <div>
          <p>{freshProofWords.methods}</p>
          {step.otherMethods.map((method) => (
            <div key={method}>
              <LinkButton
                still={choose.isPending}
                onClick={() => choose.mutate(method, { onSuccess: onStep, onError: ended })}
              >
                {methodText(method, step.otherAddresses[method])}
              </LinkButton>
            </div>
          ))}
        </div>
      )}
    </>
  )
}

const methodText = (method: Method, to: string | undefined) =>
  [words.anotherMethod.methods[method], ...(to ? [words.anotherMethod.to, to] : [])].join(' ')
