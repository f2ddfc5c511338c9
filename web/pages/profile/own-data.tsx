import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { Profile } from '../../../contract/api/profile.ts'
import { useChangeProfile } from '../../data/profile.ts'
import { ActButton } from '../../parts/buttons/act-button.tsx'
import { LinkButton } from '../../parts/buttons/link-button.tsx'
import { fieldFault, otherFault } from '../../parts/fields/field-fault.ts'
import { useTyped } from '../../parts/fields/use-typed.ts'
import { Notice } from '../../parts/layout/notice.tsx'
import { Panel } from '../../parts/layout/panel.tsx'
import { Trouble } from '../../parts/trouble/trouble.tsx'
import { profileWords } from '../../words/profile.ts'
import { NewAddress } from './new-address.tsx'
import style from './profile.module.css'
import { useChangeForm } from './use-change-form.ts'

const say = profileWords.own

/** Own data, and the form that changes what may be changed. */
export function OwnData({ profile }: { profile: Profile }) {
  const form = useChangeForm('own data form')
  const { newEmail, newCellPhone } = profile
  const waiting = [
    ...(newEmail ? [['email', newEmail] as const] : []),
    ...(newCellPhone ? [['cellPhone', newCellPhone] as const] : []),
  ]

  return (
    <Panel title={say.title}>
      {form.isOpen ? (
        <OwnDataForm profile={profile} onClose={form.close} />
      ) : (
        <>
          <Facts profile={profile} />
          {waiting.map(([field, asked]) => (
            <NewAddress
              key={`${field} ${asked.sentTo}`}
              profile={profile}
              field={field}
              asked={asked}
              onConfirmed={form.saved}
            />
          ))}
          {form.isSaved && waiting.length === 0 && (
            <Notice kind="good" announced>
              {profileWords.saved}
            </Notice>
          )}
          <LinkButton takesFocus={form.wasOpen && waiting.length === 0} onClick={form.open}>
            {say.change}
          </LinkButton>
        </>
      )}
    </Panel>
  )
}

function Facts({ profile }: { profile: Profile }) {
  const facts = [
    [say.displayName, profile.displayName],
    [say.userName, profile.userName],
    [say.organization, profile.organization],
    [say.location, profile.location],
    [say.email, profile.email],
    [say.cellPhone, profile.cellPhoneNational],
  ] as const
  return (
    <dl className={style.facts}>
      {facts.flatMap(([name, value]) => [
        <dt key={name}>{name}</dt>,
        <dd key={`${name} value`}>{value ?? <span className="soft">{profileWords.none}</span>}</dd>,
      ])}
    </dl>
  )
}

const fields = ['displayName', 'email', 'cellPhone'] as const
type Field = (typeof fields)[number]

const inputs: Record<Field, { type: string; autoComplete: string }> = {
  displayName: { type: 'text', autoComplete: 'name' },
  email: { type: 'email', autoComplete: 'email' },
  cellPhone: { type: 'tel', autoComplete: 'tel' },
}

function valuesOf(profile: Profile): Record<Field, string> {
  const { displayName, email, cellPhoneNational } = profile
  return { displayName, email: email ?? '', cellPhone: cellPhoneNational ?? '' }
}

function OwnDataForm({ profile, onClose }: { profile: Profile; onClose: (saved: boolean) => void }) {
  const [start] = useState(() => valuesOf(profile))
  const [values, setValues] = useTyped('own data', () => start)
  const form = useRef<HTMLFormElement>(null)
  const change = useChangeProfile()
  const other = otherFault(change.error, ...fields)

  useEffect(() => form.current?.querySelector('input')?.focus(), [])

  function submit(event: FormEvent) {
    event.preventDefault()
    if (change.isPending) return
    const changed = fields.filter((field) => values[field].trim() !== start[field])
    if (changed.length === 0) return onClose(false)
    const body = Object.fromEntries(changed.map((field) => [field, values[field].trim()]))
    change.mutate(body, { onSuccess: () => onClose(true) })
  }

  return (
    <form ref={form} className={style.form} onSubmit={submit} noValidate>
      {other !== null && <Trouble error={other} />}
      {fields.map((field) => (
        <TextInput
          key={field}
          label={say[field]}
          {...inputs[field]}
          name={field}
          value={values[field]}
          onChange={(event) => {
            const value = event.currentTarget.value
            setValues((before) => ({ ...before, [field]: value }))
          }}
          error={fieldFault(change.error, field)}
        />
      ))}
      <p className="soft">{say.help}</p>
      <div className={style.buttons}>
        <ActButton busy={change.isPending} busyLabel={profileWords.saving}>
          {profileWords.save}
        </ActButton>
        <Button variant="default" onClick={() => onClose(false)}>
          {profileWords.cancel}
        </Button>
      </div>
    </form>
  )
}
