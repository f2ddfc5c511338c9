import { TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { fieldFault } from '../../../parts/fields/field-fault.ts'
import { LocationSelect } from '../../../parts/fields/location-select.tsx'
import { peopleWords } from '../../../words/people.ts'
import { type PersonField, type PersonValues, personFields } from './person-values.ts'

const say = peopleWords

/** Where the forecast leads whoever mends: the address of a field. */
export const anchors: Record<PersonField, string> = {
  displayName: 'name',
  userName: 'user-name',
  email: 'e-mail',
  cellPhone: 'cell-phone',
}

/** These are somebody else's data: the browser must not fill in the administrator's own. */
const types: Record<PersonField, string> = {
  displayName: 'text',
  userName: 'text',
  email: 'email',
  cellPhone: 'tel',
}

interface PersonFieldsProps {
  values: PersonValues
  onChange: (values: PersonValues) => void
  error: unknown
  /** Below a label, in place of what stands there. */
  descriptions?: Partial<Record<PersonField, ReactNode>>
}

export function PersonFields({ values, onChange, error, descriptions = {} }: PersonFieldsProps) {
  return (
    <>
      {personFields.map((field) => (
        <TextInput
          key={field}
          id={anchors[field]}
          label={say.fields[field]}
          description={descriptions[field] ?? (field === 'cellPhone' ? say.cellPhoneHelp : undefined)}
          type={types[field]}
          autoComplete="off"
          spellCheck={false}
          value={values[field]}
          onChange={(event) => onChange({ ...values, [field]: event.currentTarget.value })}
          error={fieldFault(error, field)}
        />
      ))}
      <LocationSelect
        label={say.fields.locationId}
        before={[{ value: '', label: say.noLocation }]}
        value={values.locationId}
        onChange={(locationId) => onChange({ ...values, locationId })}
        error={fieldFault(error, 'locationId')}
      />
    </>
  )
}
