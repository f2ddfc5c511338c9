import { TextInput } from '@mantine/core'
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
}

export function PersonFields({ values, onChange, error }: PersonFieldsProps) {
  return (
    <>
      {personFields.map((field) => (
        <TextInput
          key={field}
          id={anchors[field]}
          label={say.fields[field]}
          {...(field === 'cellPhone' && { description: say.cellPhoneHelp })}
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
