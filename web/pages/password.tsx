import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useRef, useState } from 'react'
import type { PasswordLink } from '../../contract/api/password.ts'
import { failureCode } from '../data/call/call-failed.ts'
import { useChoosePassword, usePasswordLink, useProvePasswordLink } from '../data/password.ts'
import { ActButton } from '../parts/buttons/act-button.tsx'
import { fieldFault, otherFault } from '../parts/fields/field-fault.ts'
import { PasswordField } from '../parts/fields/password-field.tsx'
import { CardPage, Stack } from '../parts/layout/card-page.tsx'
import { Notice } from '../parts/layout/notice.tsx'
import { PageHeading } from '../parts/layout/page-heading.tsx'
import { Waiting } from '../parts/layout/waiting.tsx'
import { Trouble } from '../parts/trouble/trouble.tsx'
import { passwordWords } from '../words/password.ts'
import { useLinkToken } from './use-link-token.ts'

const say = passwordWords.choose

/** Where the links of an invitation and of a forgotten password lead. Opening one only looks. */
export function ChoosePassword() {
  const token = useLinkToken()
  const { data: link, error, isLoading } = usePasswordLink(token)
  const [isDone, setDone] = useState(false)
  if (isDone && link) return <Done organization={link.organization} />
  return (
    <CardPage name={link?.organization ?? ''}>
      <Stack>
        <PageHeading>{say.titles[link?.purpose ?? 'password-reset']}</PageHeading>
        {token === '' && <Notice kind="plain">{say.noToken}</Notice>}
        {isLoading && <Waiting />}
        {error && <Trouble error={error} />}
        {failureCode(error) === 'link-over' && <AskAnother />}
        {link?.proofNeeded && <ProveFirst link={link} token={token} />}
        {link?.proofNeeded === false && <ChooseForm link={link} token={token} onDone={() => setDone(true)} />}
      </Stack>
    </CardPage>
  )
}

const AskAnother = () => (
  <a className="link" href="/forgot-password">
    {say.askAnother}
  </a>
)

/** Whoever has another way than the mailbox proves it before anything changes. */
function ProveFirst({ link, token }: { link: PasswordLink; token: string }) {
  const navigate = useNavigate()
  const prove = useProvePasswordLink()
  const go = () => prove.mutate({ token }, { onSuccess: () => navigate({ to: '/sign-in' }) })
  return (
    <Stack>
      <p>{say.proveFirst(link.displayName)}</p>
      {prove.error && <Trouble error={prove.error} />}
      {failureCode(prove.error) === 'link-over' && <AskAnother />}
      <ActButton fullWidth busy={prove.isPending} busyLabel={say.proving} onClick={go}>
        {say.prove}
      </ActButton>
      <p className="soft">{say.noOtherWay}</p>
    </Stack>
  )
}

function ChooseForm({ link, token, onDone }: { link: PasswordLink; token: string; onDone: () => void }) {
  const [password, setPassword] = useState('')
  const [isMissing, setMissing] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const choose = useChoosePassword()
  const { purpose, displayName, organization, userName } = link
  const fault = isMissing ? say.missing : fieldFault(choose.error, 'password')
  const other = otherFault(choose.error, 'password')
  const focus = () => form.current?.querySelector<HTMLInputElement>('[name=new-password]')?.focus()

  function submit(event: FormEvent) {
    event.preventDefault()
    if (choose.isPending) return
    setMissing(password === '')
    if (password === '') return focus()
    choose.mutate({ token, password }, { onSuccess: onDone, onError: focus })
  }

  return (
    <form ref={form} onSubmit={submit} noValidate>
      <Stack>
        <p>
          {purpose === 'invitation'
            ? say.welcome(displayName, organization)
            : say.again(displayName, organization)}
        </p>
        <p>
          {say.userName}: <strong>{userName}</strong>
        </p>
        {other !== null && <Trouble error={other} />}
        {failureCode(choose.error) === 'link-over' && <AskAnother />}
        <input type="text" name="username" autoComplete="username" value={userName} readOnly hidden />
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
      </Stack>
    </form>
  )
}

function Done({ organization }: { organization: string }) {
  return (
    <CardPage name={organization}>
      <Stack>
        <PageHeading>{say.doneTitle}</PageHeading>
        <Notice kind="good" announced>
          {say.done}
        </Notice>
        <Button component="a" href="/sign-in" fullWidth>
          {say.toSignIn}
        </Button>
      </Stack>
    </CardPage>
  )
}
