import { Button } from '@mantine/core'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { Profile } from '../../../contract/api/profile.ts'
import { failureCode } from '../../data/call/call-failed.ts'
import { useProfileAnew, type useResetTwoFactor } from '../../data/profile.ts'
import { useSession } from '../../data/session.ts'
import { ActButton } from '../../parts/buttons/act-button.tsx'
import { PasswordField } from '../../parts/fields/password-field.tsx'
import { Dialog } from '../../parts/layout/dialog.tsx'
import { Waiting } from '../../parts/layout/waiting.tsx'
import { WhomToAsk } from '../../parts/layout/whom-to-ask.tsx'
import { Trouble } from '../../parts/trouble/trouble.tsx'
import { profileWords } from '../../words/profile.ts'
import style from './profile.module.css'

const say = profileWords.methods

interface ResetOwnProps {
  reset: ReturnType<typeof useResetTwoFactor>
  onClose: () => void
}

/** Says what will happen; asks for the password where that is enough, and names whom to ask where a code is wanted. */
export function ResetOwn({ reset, onClose }: ResetOwnProps) {
  const { data: profile, isFetching, error } = useProfileAnew()
  return (
    <Dialog title={say.reset} onClose={onClose}>
      {isFetching ? <Waiting /> : error && <Trouble error={error} />}
      {profile && !isFetching && <Form profile={profile} reset={reset} onClose={onClose} />}
    </Dialog>
  )
}

function Form({ profile, reset, onClose }: ResetOwnProps & { profile: Profile }) {
  const { wants, waysOut } = profile.ownReset
  const isAsked = wants === 'password'
  const [password, setPassword] = useState('')
  const [isMissing, setMissing] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const userName = useSession().data?.person.userName ?? ''
  const focus = () => form.current?.querySelector<HTMLInputElement>('[name=password]')?.focus()
  useEffect(() => form.current?.querySelector<HTMLInputElement>('[name=password]')?.focus(), [])

  function submit(event: FormEvent) {
    event.preventDefault()
    if (reset.isPending) return
    setMissing(isAsked && password === '')
    if (isAsked && password === '') return focus()
    reset.mutate(isAsked ? password : null, { onSuccess: onClose, onError: refused })
    // A dialog of its own asks for the fresh proof.
    if (!isAsked) onClose()
  }

  function refused(error: unknown) {
    if (failureCode(error) === 'fresh-proof-needed') return onClose()
    if (failureCode(error) === 'wrong-password') setPassword('')
    focus()
  }

  return (
    <form ref={form} className={style.form} onSubmit={submit} noValidate>
      <p>{consequence(profile)}</p>
      {waysOut.length > 0 && <WhomToAsk lead={say.resetNoCode} waysOut={waysOut} />}
      {isAsked && (
        <>
          {reset.error && <Trouble error={reset.error} />}
          <input type="text" name="username" autoComplete="username" value={userName} readOnly hidden />
          <PasswordField
            description={say.resetPassword}
            value={password}
            onChange={setPassword}
            error={isMissing && say.resetPasswordMissing}
          />
        </>
      )}
      <div className={style.buttons}>
        <ActButton busy={reset.isPending} busyLabel={say.resetting}>
          {say.resetAct}
        </ActButton>
        <Button variant="default" onClick={onClose}>
          {profileWords.cancel}
        </Button>
      </div>
    </form>
  )
}

function consequence({ twoFactorOn, resetHours }: Profile): string {
  const what = twoFactorOn ? say.resetConsequence(resetHours) : say.resetConsequenceOff
  return `${what} ${say.resetMore}`
}
