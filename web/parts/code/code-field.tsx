import { type RefObject, useId } from 'react'
import { words } from '../../words/en.ts'
import style from './code-field.module.css'
import { codeRead } from './digits.ts'

interface CodeFieldProps {
  digits: number
  value: string
  onChange: (value: string) => void
  /** Called once when the last digit stands there, however it came: typed, pasted or filled in. */
  onComplete: (value: string) => void
  input: RefObject<HTMLInputElement | null>
  wrong: boolean
  busy: boolean
  describedBy: string
}

/** One real input for a code. The digits are spaced by style only, so autofill and screen readers see one field. */
export function CodeField({
  digits,
  value,
  onChange,
  onComplete,
  input,
  wrong,
  busy,
  describedBy,
}: CodeFieldProps) {
  const id = useId()
  const take = (typed: string) => {
    const { shown, isCode } = codeRead(typed, value, digits)
    onChange(shown)
    if (isCode && shown !== value) onComplete(shown)
  }
  return (
    <div className={style.field}>
      <label htmlFor={id}>{words.code.label}</label>
      <input
        ref={input}
        id={id}
        name="code"
        type="text"
        inputMode="numeric"
        autoComplete="one-time-code"
        autoCapitalize="off"
        autoCorrect="off"
        spellCheck={false}
        aria-invalid={wrong || undefined}
        aria-describedby={describedBy}
        readOnly={busy}
        value={value}
        onChange={(event) => take(event.currentTarget.value)}
      />
    </div>
  )
}
