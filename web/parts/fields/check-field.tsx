import { useId } from 'react'
import style from './check-field.module.css'

interface CheckFieldProps {
  label: string
  description?: string
  checked: boolean
  onChange: (checked: boolean) => void
}

/** A mark that is set or not, and what it means. */
export function CheckField({ label, description, checked, onChange }: CheckFieldProps) {
  const id = useId()
  return (
    <label className={style.check}>
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => onChange(event.currentTarget.checked)}
        aria-labelledby={id}
        {...(description !== undefined && { 'aria-describedby': `${id}-more` })}
      />
      <span>
        <span id={id}>{label}</span>
        {description !== undefined && (
          <span id={`${id}-more`} className="soft">
            {description}
          </span>
        )}
      </span>
    </label>
  )
}
