import { TextInput } from '@mantine/core'
import type { SignInPage } from '../../../contract/api/sign-in.ts'
import { ActButton } from '../../parts/buttons/act-button.tsx'
import { PasswordField } from '../../parts/fields/password-field.tsx'
import { CardPage, Stack } from '../../parts/layout/card-page.tsx'
import { Notice } from '../../parts/layout/notice.tsx'
import { PageHeading } from '../../parts/layout/page-heading.tsx'
import { Trouble } from '../../parts/trouble/trouble.tsx'
import { words } from '../../words/en.ts'
import { BottomMessage } from './bottom-message-line.tsx'
import { ForgotPassword } from './forgot-password.tsx'
import { usePasswordForm } from './use-password-form.ts'

interface PasswordProps {
  /** Undefined where the server could not tell. */
  page: SignInPage | undefined
  organization: string | undefined
  returnTo: string | undefined
  /** How the last sign-in ended, where that has to be said. */
  farewell: string | null
  onBegin: () => void
}

/** User name and password: the first step of every sign-in. */
export function Password({ page, farewell, ...rest }: PasswordProps) {
  const asksOrganization = page?.organizationAsked ?? false
  const { form, values, set, missing, submit, error, isBusy, isWaiting, isKeepingCookies } = usePasswordForm({
    asksOrganization,
    ...rest,
  })
  return (
    <CardPage name={page?.organization ?? ''} foot={<BottomMessage page={page} />}>
      <form ref={form} onSubmit={submit} noValidate>
        <Stack>
          <PageHeading>{words.signIn.title}</PageHeading>
          {farewell && !error && (
            <Notice kind="plain" announced>
              {farewell}
            </Notice>
          )}
          {!isKeepingCookies && (
            <Notice kind="trouble" announced>
              {words.signIn.noCookies}
            </Notice>
          )}
          {error && <Trouble error={error} />}
          {asksOrganization && (
            <TextInput
              label={words.signIn.organization}
              name="organization"
              autoComplete="organization"
              value={values.organization}
              onChange={(event) => set('organization', event.currentTarget.value)}
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
            onChange={(event) => set('username', event.currentTarget.value)}
            error={missing === 'username' && words.signIn.userNameMissing}
          />
          <PasswordField
            value={values.password}
            onChange={(value) => set('password', value)}
            error={missing === 'password' && words.signIn.passwordMissing}
          />
          <ActButton fullWidth busy={isBusy} busyLabel={words.signIn.submitting} resting={isWaiting}>
            {words.signIn.submit}
          </ActButton>
          <ForgotPassword />
        </Stack>
      </form>
    </CardPage>
  )
}
