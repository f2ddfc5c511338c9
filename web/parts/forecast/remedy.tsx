import { TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type KeyboardEvent, useState } from 'react'
import type { LockedOutPerson } from '../../../contract/api/forecast.ts'
import { useChangePerson } from '../../data/people.ts'
import { useSession } from '../../data/session.ts'
import { forecastWords } from '../../words/forecast.ts'
import { ActButton } from '../buttons/act-button.tsx'
import { fieldFault, otherFault } from '../fields/field-fault.ts'
import { Trouble } from '../trouble/trouble.tsx'
import style from './before-save.module.css'
import type { Warning } from './forecast-lines.ts'

const say = forecastWords

interface RemedyProps {
  warning: Warning
  onRemedied: (name: string) => void
}

/** Who it is, why, and what helps: a missing number can be entered here and now. */
export function Remedy({ warning: { people, count, location }, onRemedied }: RemedyProps) {
  const mayMend = useSession().data?.person.rights.includes('Administer Users') ?? false
  return (
    <div className={style.people}>
      {people.length < count && people.length > 0 && <p>{say.firstOnly(people.length, count)}</p>}
      <ul className={style.people}>
        {people.map((person) => (
          <li key={person.id} className={style.person}>
            {mayMend ? (
              <RemedyPerson person={person} onRemedied={onRemedied} />
            ) : (
              <p>
                <strong>{person.displayName}</strong>: {person.sentence}
              </p>
            )}
          </li>
        ))}
      </ul>
      {!mayMend && <p className="soft">{say.askWhoAdministers}</p>}
      {mayMend && people.length < count && (
        <Link className="link" to="/administration/users" search={location === null ? {} : { location }}>
          {say.all}
        </Link>
      )}
    </div>
  )
}

function RemedyPerson({
  person,
  onRemedied,
}: {
  person: LockedOutPerson
  onRemedied: (name: string) => void
}) {
  const { id, displayName, remedy, sentence } = person
  const hash = remedy === 'cell-phone' ? 'cell-phone' : 'ways-to-confirm'
  return (
    <>
      <Link className="link" to="/administration/users/$id" params={{ id }} hash={hash}>
        {displayName}
      </Link>
      {remedy !== 'cell-phone' && <p>{sentence}</p>}
      {remedy === 'cell-phone' && <EnterNumber person={person} onRemedied={onRemedied} />}
    </>
  )
}

/** It stands inside the form of the preference, so it is none itself: Enter is caught here. */
function EnterNumber({
  person,
  onRemedied,
}: {
  person: LockedOutPerson
  onRemedied: (name: string) => void
}) {
  const [cellPhone, setCellPhone] = useState('')
  const change = useChangePerson(person.id)
  const other = otherFault(change.error, 'cellPhone')

  function enter() {
    if (change.isPending || cellPhone.trim() === '') return
    // The promise, not a callback: the new forecast may take this field away first, and callbacks go with it.
    change.mutateAsync({ cellPhone }).then(
      () => onRemedied(person.displayName),
      () => undefined,
    )
  }

  function onKey(event: KeyboardEvent) {
    if (event.key !== 'Enter') return
    event.preventDefault()
    enter()
  }

  return (
    <>
      <div className={style.number}>
        <TextInput
          type="tel"
          label={say.cellPhone(person.displayName)}
          autoComplete="off"
          value={cellPhone}
          onChange={(event) => setCellPhone(event.currentTarget.value)}
          onKeyDown={onKey}
          error={fieldFault(change.error, 'cellPhone')}
        />
        <ActButton variant="default" busy={change.isPending} busyLabel={say.entering} onClick={enter}>
          {say.enter}
        </ActButton>
      </div>
      {other !== null && <Trouble error={other} />}
    </>
  )
}
