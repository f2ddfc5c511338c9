import { Link } from '@tanstack/react-router'
import { type FormEvent, useRef } from 'react'
import type { Right } from '../../../../contract/words.ts'
import { useAddPerson } from '../../../data/people.ts'
import { useSession } from '../../../data/session.ts'
import { ArrowLeftIcon } from '../../../look/icons.tsx'
import { ActButton } from '../../../parts/buttons/act-button.tsx'
import { otherFault } from '../../../parts/fields/field-fault.ts'
import { useFocusFault } from '../../../parts/fields/use-focus-fault.ts'
import { useTyped } from '../../../parts/fields/use-typed.ts'
import { NeedsRight } from '../../../parts/layout/needs-right.tsx'
import { Notice } from '../../../parts/layout/notice.tsx'
import { PageHeading } from '../../../parts/layout/page-heading.tsx'
import { Panel } from '../../../parts/layout/panel.tsx'
import { Trouble } from '../../../parts/trouble/trouble.tsx'
import { peopleWords } from '../../../words/people.ts'
import style from '../form.module.css'
import list from '../list.module.css'
import { PersonFields } from './person-fields.tsx'
import { noValues, personFields } from './person-values.ts'
import { RightsChoice } from './rights-choice.tsx'

const say = peopleWords.adding

/** R9.4: one person, invited by e-mail. The form comes back empty for the next one, in the same location. */
export function NewPerson() {
  return (
    <NeedsRight right="Administer Users" title={say.title}>
      <div className={list.page}>
        <Link className="link" to="/administration/users">
          <ArrowLeftIcon />
          {peopleWords.toList}
        </Link>
        <PageHeading>{say.title}</PageHeading>
        <p className="soft">{say.intro}</p>
        <Panel title={peopleWords.person.profile}>
          <Form />
        </Panel>
      </div>
    </NeedsRight>
  )
}

function Form() {
  const [values, setValues] = useTyped('new person', () => noValues)
  const [rights, setRights] = useTyped<Right[]>('rights of the new person', () => [])
  const form = useRef<HTMLFormElement>(null)
  const mayGive = useSession().data?.person.rights ?? []
  const add = useAddPerson()
  const other = otherFault(add.error, ...personFields, 'locationId')

  useFocusFault(form, add.error)

  function submit(event: FormEvent) {
    event.preventDefault()
    if (add.isPending) return
    const { locationId, ...fields } = values
    add.mutate(
      { ...fields, locationId: locationId || null, rights },
      { onSuccess: () => startAgain(locationId) },
    )
  }

  function startAgain(locationId: string) {
    setValues({ ...noValues, locationId })
    setRights([])
    form.current?.querySelector('input')?.focus()
  }

  return (
    <form ref={form} className={style.form} onSubmit={submit} noValidate>
      {add.isSuccess && (
        <Notice kind="good" announced>
          <p>{say.done(add.data.displayName, add.data.email)}</p>
          <Link className="link" to="/administration/users/$id" params={{ id: add.data.id }}>
            {say.open(add.data.displayName)}
          </Link>
        </Notice>
      )}
      {other !== null && <Trouble error={other} />}
      <PersonFields values={values} onChange={setValues} error={add.error} />
      <RightsChoice legend={say.rights} held={rights} mayGive={mayGive} onChange={setRights} />
      <div className={style.buttons}>
        <ActButton busy={add.isPending} busyLabel={say.busy}>
          {say.act}
        </ActButton>
      </div>
    </form>
  )
}
