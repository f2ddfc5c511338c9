import { type FormEvent, useRef, useState } from 'react'
import type { Step } from '../../../contract/api/sign-in.ts'
import { failureCode } from '../../data/call/call-failed.ts'
import { useChooseFirstPassword, useGiveUp } from '../../data/sign-in.ts'
import { ActButton } from '../../parts/buttons/act-button.tsx'
import { LinkButton } from '../../parts/buttons/link-button.tsx'
import { fieldFault, otherFault } from '../../parts/fields/field-fault.ts'
import { PasswordField } from '../../parts/fields/password-field.tsx'
import { CardPage, Stack } from '../../parts/layout/card-page.tsx'
import { PageHeading } from '../../parts/layout/page-heading.tsx'
import { Trouble } from '../../parts/trouble/trouble.tsx'
import { words } from '../../words/en.ts'
import { passwordWords } from '../../words/password.ts'

const say = passwordWords.choose

interface ChoosePasswordProps {
  step: Extract<Step, { step: 'choose-password' }>
  /** The sign-in has come to its end without a session; the sentence says how. */
  onOver: (farewell: string) => void
}

/** The password was one on paper, or is forgotten: another comes before anything else. */
export function ChoosePassword({ step, onOver }: ChoosePasswordProps) {
  const [password, setPassword] = useState('')
  const [isMissing, setMissing] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const isForgotten = step.replaces === 'forgotten'
  const choose = useChooseFirstPassword()
  const giveUp = useGiveUp()
  const fault = isMissing ? say.missing : fieldFault(choose.error, 'password')
  const other = otherFault(choose.error, 'password')

  function submit(event: FormEvent) {
    event.preventDefault()
    if (choose.isPending) return
    setMissing(password === '')
    if (password === '') return focus()
    choose.mutate(password, { onError: refused })
  }

  function refused(error: unknown) {
    const told = failureCode(error)
    if (told === 'sign-in-over' || told === 'no-sign-in')
      onOver(isForgotten ? say.forgottenOver : say.paperOver)
    else focus()
  }

  const focus = () => form.current?.querySelector<HTMLInputElement>('[name=new-password]')?.focus()

  return (
    <CardPage name={step.organization}>
      <form ref={form} onSubmit={submit} noValidate>
        <Stack>
          <PageHeading>{say.titles[isForgotten ? 'password-reset' : 'invitation']}</PageHeading>
          <p>{isForgotten ? say.afterProof(step.displayName) : say.instead(step.displayName)}</p>
          {other !== null && <Trouble error={other} />}
          <input type="text" name="username" autoComplete="username" value={step.userName} readOnly hidden />
          <PasswordField
            isNew
            label={say.label}
            description={say.rule}
            value={password}
            onChange={setPassword}
            error={fault ?? false}
          />
          <ActButton fullWidth busy={choose.isPending} busyLabel={say.saving}>
            {say.save}
          </ActButton>
          <div>
            <LinkButton
              still={giveUp.isPending}
              onClick={() => giveUp.mutate(undefined, { onSettled: () => onOver(words.signIn.notYou) })}
            >
              {words.code.notYou}
            </LinkButton>
          </div>
        </Stack>
      </form>
    </CardPage>
  )
}
