import type { ImportLine } from '../../../../contract/api/people.ts'
import { peopleWords } from '../../../words/people.ts'
import list from '../list.module.css'

const say = peopleWords.importing
/** So many good lines are enough to see that the columns are right. */
const mostGood = 20

interface LinesProps {
  lines: readonly ImportLine[]
}

/** Every faulty line, with what is wrong in which column. */
export function FaultyLines({ lines }: LinesProps) {
  return (
    <table className={list.table}>
      <caption className="out-of-sight">{say.faultyTitle}</caption>
      <Head columns={[say.line, say.who, say.fault]} />
      <tbody>
        {lines.map(({ line, displayName, userName, faults }) => (
          <tr key={line}>
            <td>{say.lineOf(line)}</td>
            <td data-label={say.who}>{displayName || userName || say.nobody}</td>
            <td data-label={say.fault}>
              <ul>
                {faults.map(({ column, sentence }) => (
                  <li key={column + sentence}>{column === '' ? sentence : `${column}: ${sentence}`}</li>
                ))}
              </ul>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

export function GoodLines({ lines }: LinesProps) {
  const { fields } = peopleWords
  const shown = lines.slice(0, mostGood)
  return (
    <>
      <table className={list.table}>
        <caption className="out-of-sight">{say.goodTitle}</caption>
        <Head
          columns={[fields.displayName, fields.userName, fields.email, fields.cellPhone, fields.locationId]}
        />
        <tbody>
          {shown.map(({ line, displayName, userName, email, cellPhone, location }) => (
            <tr key={line}>
              <td>{displayName}</td>
              <td data-label={fields.userName}>{userName}</td>
              <td data-label={fields.email}>{email}</td>
              <td data-label={fields.cellPhone}>{cellPhone ?? '–'}</td>
              <td data-label={fields.locationId}>{location ?? '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length < lines.length && <p className="soft">{say.first(shown.length, lines.length)}</p>}
    </>
  )
}

function Head({ columns }: { columns: readonly string[] }) {
  return (
    <thead>
      <tr>
        {columns.map((column) => (
          <th key={column} scope="col">
            <span>{column}</span>
          </th>
        ))}
      </tr>
    </thead>
  )
}
