import { useState } from 'react'
import { type Proposed, useLastMonth } from '../../data/forecast.ts'
import { forecastWords } from '../../words/forecast.ts'
import { LinkButton } from '../buttons/link-button.tsx'
import { Waiting } from '../layout/waiting.tsx'
import { Trouble } from '../trouble/trouble.tsx'
import style from './before-save.module.css'

const say = forecastWords
/** So many names are read. */
const most = 10

/** Tries a change without risk: the sign-ins of the last 30 days, decided anew. */
export function LastMonth({ proposed }: { proposed: Proposed }) {
  const [isWanted, setWanted] = useState(false)
  const { data, error } = useLastMonth(proposed, isWanted)
  if (!isWanted) return <LinkButton onClick={() => setWanted(true)}>{say.tryIt}</LinkButton>
  if (!data) return error ? <Trouble error={error} /> : <Waiting />
  return (
    <div className={style.month} role="status">
      <p className={style.title}>{say.lastMonth.title}</p>
      {data.signIns === 0 ? <p>{say.lastMonth.none}</p> : <Counts data={data} />}
    </div>
  )
}

function Counts({ data }: { data: NonNullable<ReturnType<typeof useLastMonth>['data']> }) {
  const { signIns, asked, askedInTruth, setUp, letIn, lockedOut, peopleLockedOut } = data
  const names = peopleLockedOut.first.slice(0, most).map(({ displayName }) => displayName)
  return (
    <>
      <p>{say.lastMonth.signIns(signIns)}</p>
      <ul>
        <li>{say.lastMonth.asked(asked, askedInTruth)}</li>
        {setUp > 0 && <li>{say.lastMonth.setUp(setUp)}</li>}
        <li>{say.lastMonth.letIn(letIn)}</li>
        <li>{say.lastMonth.lockedOut(lockedOut)}</li>
      </ul>
      {names.length > 0 && <p>{say.lastMonth.who(names.join(', '), peopleLockedOut.count - names.length)}</p>}
    </>
  )
}
