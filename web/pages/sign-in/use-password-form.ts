import { type FormEvent, useRef, useState } from 'react'
import { failureCode } from '../../data/call/call-failed.ts'
import { keepsCookies } from '../../data/call/keeps-cookies.ts'
import { useBeginSignIn } from '../../data/sign-in.ts'
import { useChosenAccount } from '../../data/trial.ts'
import { useWait } from '../../parts/trouble/use-wait.ts'

export type PasswordFormField = 'organization' | 'username' | 'password'

interface PasswordFormInput {
  asksOrganization: boolean
  organization: string | undefined
  returnTo: string | undefined
  onBegin: () => void
}

/** What happens to the first step: gaps are named, the rest goes to the server once. */
export function usePasswordForm({ asksOrganization, organization, returnTo, onBegin }: PasswordFormInput) {
  const prefilled = useChosenAccount().chosen()
  const [values, setValues] = useState<Record<PasswordFormField, string>>({
    organization: organization ?? prefilled?.organization ?? '',
    username: prefilled?.userName ?? '',
    password: prefilled?.password ?? '',
  })
  const [missing, setMissing] = useState<PasswordFormField | null>(null)
  const [isKeepingCookies, setKeepsCookies] = useState(keepsCookies)
  const form = useRef<HTMLFormElement>(null)
  const begin = useBeginSignIn(organization)
  const isWaiting = useWait(begin.error)
  const fields: PasswordFormField[] = asksOrganization
    ? ['organization', 'username', 'password']
    : ['username', 'password']

  const set = (field: PasswordFormField, value: string) =>
    setValues((before) => ({ ...before, [field]: value }))
  const focus = (field: PasswordFormField) =>
    form.current?.querySelector<HTMLInputElement>(`[name=${field}]`)?.focus()

  function submit(event: FormEvent) {
    event.preventDefault()
    if (begin.isPending || isWaiting) return
    const gap = fields.find((field) => values[field].trim() === '') ?? null
    setMissing(gap)
    if (gap !== null) return focus(gap)
    const isKept = keepsCookies()
    setKeepsCookies(isKept)
    if (!isKept) return
    onBegin()
    begin.mutate(body(), { onError: refused })
  }

  function body() {
    const { username, password, organization: typed } = values
    const whose = asksOrganization ? typed.trim() : organization
    return {
      userName: username,
      password,
      ...(whose && { organization: whose }),
      ...(returnTo && { returnTo }),
    }
  }

  function refused(error: unknown) {
    if (failureCode(error) !== 'wrong-credentials') return
    set('password', '')
    focus('password')
  }

  return {
    form,
    values,
    set,
    missing,
    submit,
    error: begin.error,
    isBusy: begin.isPending,
    isWaiting,
    isKeepingCookies,
  }
}
