import { Link } from '@tanstack/react-router'
import type { AdministeredApplication } from '../../../../contract/api/applications.ts'
import { useApplications } from '../../../data/applications.ts'
import { NeedsRight } from '../../../parts/layout/needs-right.tsx'
import { PageHeading } from '../../../parts/layout/page-heading.tsx'
import { Waiting } from '../../../parts/layout/waiting.tsx'
import { ListTable } from '../../../parts/lists/list-table.tsx'
import { Trouble } from '../../../parts/trouble/trouble.tsx'
import { applicationWords as say } from '../../../words/applications.ts'
import style from '../list.module.css'
import { demandLines, openerLines } from './application-lines.ts'
import { Lines } from './lines.tsx'

/** Administration > System > Applications. */
export function Applications() {
  return (
    <NeedsRight right="Administer Applications" title={say.title}>
      <div className={style.page}>
        <PageHeading>{say.title}</PageHeading>
        <p className="soft">{say.intro}</p>
        <List />
      </div>
    </NeedsRight>
  )
}

function List() {
  const { data: applications, error, isPlaceholderData } = useApplications()
  if (!applications) return error ? <Trouble error={error} /> : <Waiting />
  if (applications.length === 0) return <p className={style.empty}>{say.empty}</p>
  return (
    <>
      <ListTable
        className={style.table}
        caption={say.title}
        columns={Object.values(say.columns)}
        isOld={isPlaceholderData}
      >
        {applications.map((application) => (
          <Row key={application.id} application={application} />
        ))}
      </ListTable>
      <p className="soft">{say.byFile}</p>
    </>
  )
}

function Row({ application }: { application: AdministeredApplication }) {
  const { id, name, line, isOn } = application
  return (
    <tr>
      <td>
        <Link className="link" to="/administration/applications/$id" params={{ id }}>
          {name}
        </Link>
        {line !== '' && <div className="soft">{line}</div>}
        {!isOn && (
          <div>
            <span className={style.mark}>{say.off}</span>
          </div>
        )}
      </td>
      <td data-label={say.columns.who}>
        <Lines lines={openerLines(application)} />
      </td>
      <td data-label={say.columns.demands}>
        <Lines lines={demandLines(application)} />
      </td>
    </tr>
  )
}
