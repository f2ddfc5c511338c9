import { NativeSelect } from '@mantine/core'

interface ChoiceFilterProps<Choice extends string> {
  label: string
  /** What stands for "no filter". */
  everything: string
  choices: readonly Choice[]
  names: Record<Choice, string>
  value: Choice | undefined
  onChoose: (chosen: Choice | undefined) => void
}

/** Narrows a list to one of a few states. */
export function ChoiceFilter<Choice extends string>(props: ChoiceFilterProps<Choice>) {
  const { label, everything, choices, names, value, onChoose } = props
  return (
    <NativeSelect
      label={label}
      data={[{ value: '', label: everything }, ...choices.map((one) => ({ value: one, label: names[one] }))]}
      value={value ?? ''}
      onChange={({ currentTarget }) => onChoose(choices.find((one) => one === currentTarget.value))}
    />
  )
}
