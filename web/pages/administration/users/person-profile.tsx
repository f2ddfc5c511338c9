import { type FormEvent, useEffect, useRef } from 'react'
import type { PersonPage } from '../../../../contract/api/people.ts'
import { useChangePerson, usePending } from '../../../data/people.ts'
import { ActButton } from '../../../parts/buttons/act-button.tsx'
import { otherFault } from '../../../parts/fields/field-fault.ts'
import { useFocusFault } from '../../../parts/fields/use-focus-fault.ts'
import { useTyped } from '../../../parts/fields/use-typed.ts'
import { Panel } from '../../../parts/layout/panel.tsx'
import { Trouble } from '../../../parts/trouble/trouble.tsx'
import { peopleWords } from '../../../words/people.ts'
import style from '../form.module.css'
import { anchors, PersonFields } from './person-fields.tsx'
import { changedValues, personFields, valuesOf } from './person-values.ts'
import { Saved } from './saved.tsx'

const say = peopleWords.person

/** R9.2: the fields of a profile. An address that ends in `#cell-phone` leads straight into the field that remedies. */
export function PersonProfile({ person }: { person: PersonPage }) {
  const [values, setValues] = useTyped('person', () => valuesOf(person))
  const form = useRef<HTMLFormElement>(null)
  const change = useChangePerson(person.id)
  const pending = usePending(person.id).data ?? []
  const changed = changedValues(valuesOf(person), values)
  const isChanged = Object.keys(changed).length > 0
  const other = otherFault(change.error, ...personFields, 'locationId')

  useEffect(focusAsked, [])
  useFocusFault(form, change.error)

  function submit(event: FormEvent) {
    event.preventDefault()
    if (change.isPending || !isChanged) return
    change.mutate(changed, {
      onSuccess: (saved) => setValues(valuesOf(saved)),
    })
  }

  return (
    <Panel title={say.profile}>
      <form ref={form} className={style.form} onSubmit={submit} noValidate>
        {other !== null && <Trouble error={other} />}
        <PersonFields
          values={values}
          onChange={setValues}
          error={change.error}
          descriptions={codesElsewhere(person)}
        />
        {change.isSuccess && !isChanged && (
          <Saved waits={pending.some(({ kind }) => kind in change.variables)} />
        )}
        <div className={style.buttons}>
          <ActButton busy={change.isPending} busyLabel={say.saving} resting={!isChanged}>
            {say.save}
          </ActButton>
        </div>
      </form>
    </Panel>
  )
}

/** Codes go where they were proved to arrive, whatever the profile says (S3). */
function codesElsewhere({ codesElsewhere, displayName }: PersonPage) {
  const { email, cellPhone } = codesElsewhere
  const toReset = (
    <a className="link" href="#ways-to-confirm">
      {say.toReset}
    </a>
  )
  return {
    ...(email !== null && {
      email: (
        <>
          {say.emailCodesElsewhere(email, displayName)} {toReset}
        </>
      ),
    }),
    ...(cellPhone !== null && {
      cellPhone: (
        <>
          {say.textCodesElsewhere(cellPhone, displayName)} {toReset}
        </>
      ),
    }),
  }
}

/** After the heading has taken the focus. */
function focusAsked(): (() => void) | undefined {
  const asked = Object.values(anchors).find((anchor) => window.location.hash === `#${anchor}`)
  if (!asked) return
  const timer = setTimeout(() => document.getElementById(asked)?.focus())
  return () => clearTimeout(timer)
}
