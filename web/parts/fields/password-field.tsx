import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { words } from '../../words/en.ts'
import style from './password-field.module.css'

interface PasswordFieldProps {
  value: string
  onChange: (value: string) => void
  error: string | false
  /** "Password" when absent. */
  label?: string
  description?: string
  /** True where one is chosen, so that password managers offer a new one instead of the old. */
  isNew?: boolean
}

/** A password that can be shown. Hidden again by leaving the page only: who showed it, wants to see it. */
export function PasswordField({ value, onChange, error, label, description, isNew }: PasswordFieldProps) {
  const [shown, setShown] = useState(false)
  return (
    <TextInput
      label={label ?? words.signIn.password}
      description={description}
      name={isNew ? 'new-password' : 'password'}
      type={shown ? 'text' : 'password'}
      autoComplete={isNew ? 'new-password' : 'current-password'}
      autoCapitalize="none"
      autoCorrect="off"
      spellCheck={false}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error}
      rightSectionWidth="4.25rem"
      rightSection={
        <button
          type="button"
          className={style.toggle}
          aria-label={shown ? words.signIn.hidePassword : words.signIn.showPassword}
          onClick={() => setShown(!shown)}
        >
          {shown ? words.signIn.hide : words.signIn.show}
        </button>
      }
    />
  )
}
