import { useState } from 'react'
import type { OwnApplication } from '../../../contract/api/applications.ts'
import { useOwnApplications } from '../../data/applications.ts'
import { Panel } from '../../parts/layout/panel.tsx'
import { SearchField } from '../../parts/lists/search-field.tsx'
import { Trouble } from '../../parts/trouble/trouble.tsx'
import { applicationWords as say } from '../../words/applications.ts'
import style from './applications.module.css'

/** From so many on there is a field to find one. */
const findFrom = 9

/** R13.6: what this person may open, last used first; what asks more says so. Nothing where there are none. */
export function Applications() {
  const { data: applications, error } = useOwnApplications()
  const [text, setText] = useState('')
  if (!applications) return error ? <Trouble error={error} /> : null
  if (applications.length === 0) return null
  const found = applications.filter(({ name, line }) =>
    `${name} ${line}`.toLowerCase().includes(text.toLowerCase()),
  )
  return (
    <Panel title={say.title}>
      {applications.length >= findFrom && <SearchField label={say.find} value={text} onSearch={setText} />}
      {found.length === 0 && <p className="soft">{say.noneFound}</p>}
      <ul className={style.list}>
        {found.map((application) => (
          <One key={application.id} application={application} />
        ))}
      </ul>
    </Panel>
  )
}

function One({
  application: { id, name, line, address, verdict, sentence },
}: {
  application: OwnApplication
}) {
  const href = verdict === 'refuse' ? `/not-open?${new URLSearchParams({ application: id })}` : address
  return (
    <li>
      <a className={style.application} href={href}>
        <span className={style.letter} aria-hidden="true">
          {[...name][0]}
        </span>
        <span>
          <span className={style.name}>{name}</span>
          {line !== '' && <span className="soft">{line}</span>}
          {sentence && <span className={style.first}>{sentence}</span>}
        </span>
      </a>
    </li>
  )
}
