import { NativeSelect, TextInput } from '@mantine/core'
import type { Preference } from '../../../../contract/api/preferences.ts'
import { words } from '../../../words/en.ts'
import style from './preference-control.module.css'
import { withTicked } from './preference-text.ts'

interface PreferenceControlProps {
  preference: Preference
  value: string
  onChange: (value: string) => void
  /** What the server had against the last value. */
  fault: string | undefined
}

/** The control that fits the kind of a preference. Its label is the preference's own, which the row above shows. */
export function PreferenceControl({
  preference: { type, label, help },
  value,
  onChange,
  fault,
}: PreferenceControlProps) {
  const labelProps = { className: 'out-of-sight' }
  switch (type.kind) {
    case 'choice':
      return (
        <NativeSelect
          className={style.narrow}
          label={label}
          labelProps={labelProps}
          description={help}
          data={type.choices}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
          error={fault}
        />
      )
    case 'number':
      return (
        <TextInput
          className={style.narrow}
          label={label}
          labelProps={labelProps}
          description={`${help} ${range(type)}`}
          inputMode="numeric"
          autoComplete="off"
          value={value}
          onChange={(event) => onChange(event.currentTarget.value.trim())}
          error={fault}
        />
      )
    case 'link':
      return (
        <TextInput
          label={label}
          labelProps={labelProps}
          description={help}
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value.trim())}
          error={fault}
        />
      )
    case 'several':
      return (
        <fieldset className={style.options}>
          <legend className="out-of-sight">{label}</legend>
          <p className="soft">{help}</p>
          {type.choices.map((choice) => (
            <label key={choice.value} className={style.option}>
              <input
                type="checkbox"
                checked={choice.always || value.split(',').includes(choice.value)}
                disabled={choice.always}
                onChange={(event) =>
                  onChange(withTicked(type, value, choice.value, event.currentTarget.checked))
                }
              />
              <span>
                {choice.label} {choice.always && <span className="soft">{words.preferences.always}</span>}
              </span>
            </label>
          ))}
          {fault && <p role="alert">{fault}</p>}
        </fieldset>
      )
  }
}

function range({
  least,
  most,
  unit,
  blankMeans,
}: {
  least: number
  most: number
  unit: string
  blankMeans: number | null
}) {
  const bounds = words.preferences.range(least, most, unit)
  return blankMeans === null ? `${bounds}.` : `${bounds}; ${words.preferences.blankMeans(blankMeans)}.`
}
