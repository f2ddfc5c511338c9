import { TextInput } from '@mantine/core'
import { getRouteApi, Link } from '@tanstack/react-router'
import { type FormEvent, useRef, useState } from 'react'
import { useAskForPasswordLink } from '../data/password.ts'
import { useSignInPage } from '../data/sign-in.ts'
import { ActButton } from '../parts/buttons/act-button.tsx'
import { MailComesFrom } from '../parts/code/mail-comes-from.tsx'
import { CardPage, Stack } from '../parts/layout/card-page.tsx'
import { Notice } from '../parts/layout/notice.tsx'
import { PageHeading } from '../parts/layout/page-heading.tsx'
import { Trouble } from '../parts/trouble/trouble.tsx'
import { useWait } from '../parts/trouble/use-wait.ts'
import { words } from '../words/en.ts'
import { passwordWords } from '../words/password.ts'

const say = passwordWords.forgot
const route = getRouteApi('/forgot-password')

/** Asks for a link. What it says afterwards is the same whoever was meant. */
export function ForgotPassword() {
  const { organization } = route.useSearch()
  const page = useSignInPage(organization).data
  const [isAsked, setAsked] = useState(false)
  return (
    <CardPage name={page?.organization ?? ''}>
      <Stack>
        {isAsked ? (
          <Asked supportLink={page?.supportLink ?? null} />
        ) : (
          <AskForm
            asksOrganization={page?.organizationAsked ?? false}
            organization={organization}
            onAsked={() => setAsked(true)}
          />
        )}
        <Link className="link" to="/sign-in" search={true}>
          {say.toSignIn}
        </Link>
      </Stack>
    </CardPage>
  )
}

function Asked({ supportLink }: { supportLink: string | null }) {
  return (
    <>
      <PageHeading>{say.doneTitle}</PageHeading>
      <Notice kind="good" announced>
        <p>{say.done}</p>
      </Notice>
      <p className="soft">
        <MailComesFrom />
      </p>
      <p>
        {say.nothing} {supportLink && <a href={supportLink}>{words.signIn.help}</a>}
      </p>
      <p className="soft">{say.stillAsked}</p>
    </>
  )
}

interface AskFormProps {
  asksOrganization: boolean
  organization: string | undefined
  onAsked: () => void
}

function AskForm({ asksOrganization, organization, onAsked }: AskFormProps) {
  const [values, setValues] = useState({ organization: organization ?? '', username: '' })
  const [missing, setMissing] = useState<keyof typeof values | null>(null)
  const form = useRef<HTMLFormElement>(null)
  const ask = useAskForPasswordLink()
  const isWaiting = useWait(ask.error)
  const fields = asksOrganization ? (['organization', 'username'] as const) : (['username'] as const)

  function submit(event: FormEvent) {
    event.preventDefault()
    if (ask.isPending || isWaiting) return
    const gap = fields.find((field) => values[field].trim() === '') ?? null
    setMissing(gap)
    if (gap !== null) return form.current?.querySelector<HTMLInputElement>(`[name=${gap}]`)?.focus()
    const whose = asksOrganization ? values.organization.trim() : organization
    ask.mutate(
      { userName: values.username.trim(), ...(whose && { organization: whose }) },
      { onSuccess: onAsked },
    )
  }

  return (
    <form ref={form} onSubmit={submit} noValidate>
      <Stack>
        <PageHeading>{say.title}</PageHeading>
        <p>{say.intro}</p>
        {ask.error && <Trouble error={ask.error} />}
        {asksOrganization && (
          <TextInput
            label={words.signIn.organization}
            name="organization"
            autoComplete="organization"
            value={values.organization}
            onChange={(event) => {
              const typed = event.currentTarget.value
              setValues((before) => ({ ...before, organization: typed }))
            }}
            error={missing === 'organization' && words.signIn.organizationMissing}
          />
        )}
        <TextInput
          label={words.signIn.userName}
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          value={values.username}
          onChange={(event) => {
            const typed = event.currentTarget.value
            setValues((before) => ({ ...before, username: typed }))
          }}
          error={missing === 'username' && words.signIn.userNameMissing}
        />
        <ActButton fullWidth busy={ask.isPending} busyLabel={words.code.sending} resting={isWaiting}>
          {say.send}
        </ActButton>
      </Stack>
    </form>
  )
}
