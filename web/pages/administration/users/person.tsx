import { getRouteApi, Link } from '@tanstack/react-router'
import type { PersonPage } from '../../../../contract/api/people.ts'
import { usePerson } from '../../../data/people.ts'
import { useHolds } from '../../../data/session.ts'
import { ArrowLeftIcon } from '../../../look/icons.tsx'
import { NeedsRight } from '../../../parts/layout/needs-right.tsx'
import { PageHeading } from '../../../parts/layout/page-heading.tsx'
import { Waiting } from '../../../parts/layout/waiting.tsx'
import { Trouble } from '../../../parts/trouble/trouble.tsx'
import { peopleWords } from '../../../words/people.ts'
import list from '../list.module.css'
import { Access } from './access.tsx'
import { History } from './history.tsx'
import { PendingChanges } from './pending-changes.tsx'
import { PersonConnections } from './person-connections.tsx'
import { PersonFacts } from './person-facts.tsx'
import { PersonMethods } from './person-methods.tsx'
import { PersonProfile } from './person-profile.tsx'
import { PersonRights } from './person-rights.tsx'
import { StateMark } from './state-mark.tsx'

const route = getRouteApi('/inside/administration/users/$id')

/** Administration > Users > User Administration > somebody. Whoever may only reset sees who it is, and the two buttons. */
export function Person() {
  const { id } = route.useParams()
  return (
    <NeedsRight
      right={['Administer Users', 'Admin-Disable 2 Factor Authentication']}
      title={peopleWords.title}
    >
      <div className={list.page}>
        <Link className="link" to="/administration/users">
          <ArrowLeftIcon />
          {peopleWords.toList}
        </Link>
        <Loaded key={id} id={id} />
      </div>
    </NeedsRight>
  )
}

function Loaded({ id }: { id: string }) {
  const { data, error } = usePerson(id)
  if (data) return <Panels person={data} />
  return error ? <Trouble error={error} /> : <Waiting />
}

function Panels({ person }: { person: PersonPage }) {
  const administers = useHolds('Administer Users')
  return (
    <>
      <div className={list.top}>
        <PageHeading>{person.displayName}</PageHeading>
        <StateMark person={person} />
      </div>
      {administers && <PendingChanges id={person.id} name={person.displayName} />}
      {administers ? <PersonProfile person={person} /> : <PersonFacts person={person} />}
      <PersonMethods person={person} />
      {administers && (
        <>
          <PersonRights person={person} />
          <PersonConnections id={person.id} />
          <Access person={person} />
          <History id={person.id} />
        </>
      )}
    </>
  )
}
