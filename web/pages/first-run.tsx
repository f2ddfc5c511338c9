import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useRef, useState } from 'react'
import { useFirstRun, useMakeFirst } from '../data/first-run.ts'
import { ActButton } from '../parts/buttons/act-button.tsx'
import { fieldFault, otherFault } from '../parts/fields/field-fault.ts'
import { PasswordField } from '../parts/fields/password-field.tsx'
import { CardPage, Stack } from '../parts/layout/card-page.tsx'
import { Notice } from '../parts/layout/notice.tsx'
import { PageHeading } from '../parts/layout/page-heading.tsx'
import { Waiting } from '../parts/layout/waiting.tsx'
import { Trouble } from '../parts/trouble/trouble.tsx'
import { firstRunWords as say } from '../words/first-run.ts'
import { useLinkToken } from './use-link-token.ts'

/** The first organization and its first administrator, made with the link that the server printed. */
export function FirstRun() {
  const token = useLinkToken()
  const { data: state, error } = useFirstRun()
  const make = useMakeFirst()
  if (make.data) return <Done {...make.data} />
  return (
    <CardPage name="">
      <Stack>
        <PageHeading>{say.title}</PageHeading>
        {error && <Trouble error={error} />}
        {!state && !error && <Waiting />}
        {state?.open === false && (
          <>
            <Notice kind="plain">{say.closed}</Notice>
            <ToSignIn />
          </>
        )}
        {state?.open && (token === '' ? <Notice kind="plain">{say.noToken}</Notice> : null)}
        {state?.open && token !== '' && <FirstRunForm token={token} make={make} />}
      </Stack>
    </CardPage>
  )
}

const ToSignIn = () => (
  <Button component="a" href="/sign-in" fullWidth>
    {say.toSignIn}
  </Button>
)

function Done({ organization, userName }: { organization: string; userName: string }) {
  return (
    <CardPage name={organization}>
      <Stack>
        <PageHeading>{say.doneTitle}</PageHeading>
        <Notice kind="good" announced>
          {say.done(organization, userName)}
        </Notice>
        <ToSignIn />
      </Stack>
    </CardPage>
  )
}

const texts = [
  { name: 'organization', type: 'text', autoComplete: 'organization' },
  { name: 'displayName', type: 'text', autoComplete: 'name' },
  { name: 'email', type: 'email', autoComplete: 'email' },
  { name: 'userName', type: 'text', autoComplete: 'username' },
] as const
const names = ['organization', 'displayName', 'email', 'userName', 'password', 'supportLink'] as const
type Name = (typeof names)[number]

const blank: Record<Name, string> = {
  organization: '',
  displayName: '',
  email: '',
  userName: '',
  password: '',
  supportLink: '',
}

function FirstRunForm({ token, make }: { token: string; make: ReturnType<typeof useMakeFirst> }) {
  const [values, setValues] = useState(blank)
  const [missing, setMissing] = useState<Name | null>(null)
  const form = useRef<HTMLFormElement>(null)
  const other = otherFault(make.error, ...names)
  const set = (name: Name, value: string) => setValues((before) => ({ ...before, [name]: value }))
  const faultAt = (name: Name) =>
    missing === name && name !== 'supportLink' ? say.missing[name] : fieldFault(make.error, name)

  function focus(name: Name) {
    const field = name === 'password' ? 'new-password' : name
    form.current?.querySelector<HTMLInputElement>(`[name=${field}]`)?.focus()
  }

  function submit(event: FormEvent) {
    event.preventDefault()
    if (make.isPending) return
    const gap = names.find((name) => name !== 'supportLink' && values[name].trim() === '') ?? null
    setMissing(gap)
    if (gap !== null) return focus(gap)
    make.mutate({ token, ...values }, { onError: refused })
  }

  function refused(error: unknown) {
    const name = names.find((one) => fieldFault(error, one) !== undefined)
    if (name) focus(name)
  }

  return (
    <form ref={form} onSubmit={submit} noValidate>
      <Stack>
        <p>{say.intro}</p>
        {other !== null && <Trouble error={other} />}
        {texts.map(({ name, ...attributes }) => (
          <TextInput
            key={name}
            label={say.fields[name]}
            {...attributes}
            name={name}
            autoCapitalize={name === 'userName' ? 'none' : undefined}
            spellCheck={false}
            value={values[name]}
            onChange={(event) => set(name, event.currentTarget.value)}
            error={faultAt(name)}
          />
        ))}
        <PasswordField
          isNew
          label={say.fields.password}
          description={say.rule}
          value={values.password}
          onChange={(value) => set('password', value)}
          error={faultAt('password') ?? false}
        />
        <TextInput
          label={say.fields.supportLink}
          description={say.supportLink}
          name="supportLink"
          inputMode="url"
          autoCapitalize="none"
          spellCheck={false}
          value={values.supportLink}
          onChange={(event) => set('supportLink', event.currentTarget.value)}
          error={faultAt('supportLink')}
        />
        <ActButton fullWidth busy={make.isPending} busyLabel={say.submitting}>
          {say.submit}
        </ActButton>
      </Stack>
    </form>
  )
}
