import { NativeSelect } from '@mantine/core'
import { useLocations } from '../../data/locations.ts'

interface LocationSelectProps {
  label: string
  /** Choices before the locations themselves. */
  before: readonly { value: string; label: string }[]
  value: string
  onChange: (value: string) => void
  error?: string | undefined
  except?: string
}

export function LocationSelect({ label, before, value, onChange, error, except }: LocationSelectProps) {
  const locations = useLocations().data ?? []
  const choices = locations
    .filter(({ id }) => id !== except)
    .map(({ id, name }) => ({ value: id, label: name }))
  return (
    <NativeSelect
      label={label}
      data={[...before, ...choices]}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error}
    />
  )
}
