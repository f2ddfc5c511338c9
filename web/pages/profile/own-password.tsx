import { Button } from '@mantine/core'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useChangePassword } from '../../data/profile.ts'
import { useSession } from '../../data/session.ts'
import { ActButton } from '../../parts/buttons/act-button.tsx'
import { LinkButton } from '../../parts/buttons/link-button.tsx'
import { fieldFault, otherFault } from '../../parts/fields/field-fault.ts'
import { PasswordField } from '../../parts/fields/password-field.tsx'
import { Notice } from '../../parts/layout/notice.tsx'
import { Panel } from '../../parts/layout/panel.tsx'
import { ago } from '../../parts/time/ago.ts'
import { Trouble } from '../../parts/trouble/trouble.tsx'
import { profileWords } from '../../words/profile.ts'
import style from './profile.module.css'
import { useChangeForm } from './use-change-form.ts'

const say = profileWords.password

/** Another password, which ends the other sessions. */
export function OwnPassword({ changedAt }: { changedAt: string | null }) {
  const form = useChangeForm('own password form')

  return (
    <Panel title={say.title}>
      {form.isOpen ? (
        <PasswordForm onClose={form.close} />
      ) : (
        <>
          {form.isSaved ? (
            <Notice kind="good" announced>
              {say.done}
            </Notice>
          ) : (
            changedAt !== null && <p>{say.changed(ago(new Date(changedAt), new Date()))}</p>
          )}
          <LinkButton takesFocus={form.wasOpen} onClick={form.open}>
            {say.change}
          </LinkButton>
        </>
      )}
    </Panel>
  )
}

function PasswordForm({ onClose }: { onClose: (done: boolean) => void }) {
  const [password, setPassword] = useState('')
  const [isMissing, setMissing] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const change = useChangePassword()
  const userName = useSession().data?.person.userName ?? ''
  const fault = isMissing ? say.missing : fieldFault(change.error, 'password')
  const other = otherFault(change.error, 'password')
  const focus = () => form.current?.querySelector<HTMLInputElement>('[name=new-password]')?.focus()

  useEffect(() => form.current?.querySelector<HTMLInputElement>('[name=new-password]')?.focus(), [])

  function submit(event: FormEvent) {
    event.preventDefault()
    if (change.isPending) return
    setMissing(password === '')
    if (password === '') return focus()
    change.mutate(password, { onSuccess: () => onClose(true), onError: focus })
  }

  return (
    <form ref={form} className={style.form} onSubmit={submit} noValidate>
      {other !== null && <Trouble error={other} />}
      <input type="text" name="username" autoComplete="username" value={userName} readOnly hidden />
      <PasswordField
        isNew
        label={say.label}
        description={say.rule}
        value={password}
        onChange={setPassword}
        error={fault ?? false}
      />
      <div className={style.buttons}>
        <ActButton busy={change.isPending} busyLabel={profileWords.saving}>
          {say.save}
        </ActButton>
        <Button variant="default" onClick={() => onClose(false)}>
          {profileWords.cancel}
        </Button>
      </div>
    </form>
  )
}
