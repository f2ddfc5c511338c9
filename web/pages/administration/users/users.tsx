import { getRouteApi, Link } from '@tanstack/react-router'
import { useCallback } from 'react'
import type { PersonRow } from '../../../../contract/api/people.ts'
import { type PersonState, personStates } from '../../../../contract/words.ts'
import { type PeopleFilter, usePeople } from '../../../data/people.ts'
import { useHolds } from '../../../data/session.ts'
import { ButtonLink } from '../../../parts/buttons/button-link.tsx'
import { LocationSelect } from '../../../parts/fields/location-select.tsx'
import { NeedsRight } from '../../../parts/layout/needs-right.tsx'
import { PageHeading } from '../../../parts/layout/page-heading.tsx'
import { Waiting } from '../../../parts/layout/waiting.tsx'
import { ChoiceFilter } from '../../../parts/lists/choice-filter.tsx'
import { SearchField } from '../../../parts/lists/search-field.tsx'
import { ShowMore } from '../../../parts/lists/show-more.tsx'
import { nextSorting, type Sorting } from '../../../parts/lists/sort.ts'
import { SortHeader } from '../../../parts/lists/sort-header.tsx'
import { moment } from '../../../parts/time/time.ts'
import { Trouble } from '../../../parts/trouble/trouble.tsx'
import { peopleWords } from '../../../words/people.ts'
import style from '../list.module.css'
import type { PeopleSearch } from './people-search.ts'
import { StateMark } from './state-mark.tsx'

const route = getRouteApi('/inside/administration/users')
const say = peopleWords

type Column = 'name' | 'user-name' | 'last-sign-in'

/** Administration > Users > User Administration. */
export function Users() {
  const filter = route.useSearch()
  const administers = useHolds('Administer Users')
  const navigate = route.useNavigate()
  const change = useCallback(
    (changed: Partial<Record<keyof PeopleSearch, string | undefined>>) =>
      void navigate({
        search: (before) => ({ ...before, ...changed }) as PeopleSearch,
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  )
  return (
    <NeedsRight right={['Administer Users', 'Admin-Disable 2 Factor Authentication']} title={say.title}>
      <div className={style.page}>
        <div className={style.top}>
          <PageHeading>{say.title}</PageHeading>
          {administers && (
            <div className={style.buttons}>
              <Link className="link" to="/administration/users/import">
                {say.toImport}
              </Link>
              <ButtonLink to="/administration/users/new">{say.add}</ButtonLink>
            </div>
          )}
        </div>
        <Filters filter={filter} onChange={change} />
        <People filter={filter} onSort={(sort) => change({ sort })} />
      </div>
    </NeedsRight>
  )
}

interface FiltersProps {
  filter: PeopleFilter
  onChange: (changed: {
    search?: string | undefined
    location?: string | undefined
    state?: PersonState | undefined
  }) => void
}

function Filters({ filter, onChange }: FiltersProps) {
  const administersMachines = useHolds('Administer Machines')
  const seesLocations = useHolds('Administer Users') || administersMachines
  const search = useCallback((text: string) => onChange({ search: text || undefined }), [onChange])
  return (
    <search className={style.filters}>
      <SearchField className={style.wide} label={say.search} value={filter.search ?? ''} onSearch={search} />
      {seesLocations && (
        <LocationSelect
          label={say.location}
          before={[
            { value: '', label: say.everyLocation },
            { value: 'none', label: say.noLocation },
          ]}
          value={filter.location ?? ''}
          onChange={(location) => onChange({ location: location || undefined })}
        />
      )}
      <ChoiceFilter
        label={say.state}
        everything={say.everybody}
        choices={personStates}
        names={say.states}
        value={filter.state}
        onChoose={(state) => onChange({ state })}
      />
    </search>
  )
}

function People({ filter, onSort }: { filter: PeopleFilter; onSort: (sort: string) => void }) {
  const list = usePeople(filter)
  const people = list.data?.pages.flatMap((page) => page.people)
  if (!people) return list.error ? <Trouble error={list.error} /> : <Waiting />
  const isFiltered = Boolean(filter.search || filter.location || filter.state)
  return (
    <>
      {people.length === 0 ? (
        <p className={style.empty}>{isFiltered ? say.noneFound : say.empty}</p>
      ) : (
        <PeopleTable
          people={people}
          sort={filter.sort ?? 'name'}
          isOld={list.isPlaceholderData}
          onSort={onSort}
        />
      )}
      {list.error && <Trouble error={list.error} />}
      <p role="status" className={people.length === 0 ? 'out-of-sight' : 'soft'}>
        {people.length === 0 ? say.noneFound : say.shown(people.length, list.hasNextPage)}
      </p>
      <ShowMore list={list} />
    </>
  )
}

interface PeopleTableProps {
  people: readonly PersonRow[]
  sort: string
  isOld: boolean
  onSort: (sort: string) => void
}

function PeopleTable({ people, sort, isOld, onSort }: PeopleTableProps) {
  const now: Sorting<string> = {
    by: sort.replace(/^-/, ''),
    direction: sort.startsWith('-') ? 'descending' : 'ascending',
  }
  const head = (column: Column, label: string) => (
    <SortHeader
      label={label}
      direction={now.by === column ? now.direction : null}
      onSort={() => {
        const { direction } = nextSorting(now, column)
        onSort(direction === 'descending' ? `-${column}` : column)
      }}
    />
  )
  return (
    <table className={style.table} aria-busy={isOld}>
      <caption className="out-of-sight">{say.title}</caption>
      <thead>
        <tr>
          {head('name', say.columns.name)}
          {head('user-name', say.columns.userName)}
          <th scope="col">
            <span>{say.columns.location}</span>
          </th>
          <th scope="col">
            <span>{say.columns.methods}</span>
          </th>
          {head('last-sign-in', say.columns.lastSignIn)}
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <Row key={person.id} person={person} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ person }: { person: PersonRow }) {
  const { id, displayName, userName, location, methods, isSetUp, lastSignInAt } = person
  return (
    <tr>
      <td>
        <Link className="link" to="/administration/users/$id" params={{ id }}>
          {displayName}
        </Link>{' '}
        <StateMark person={person} />
      </td>
      <td data-label={say.columns.userName}>{userName}</td>
      <td data-label={say.columns.location}>{location?.name ?? '–'}</td>
      <td data-label={say.columns.methods}>
        {isSetUp ? (
          methods.map((method) => say.methods[method]).join(', ')
        ) : (
          <span className="soft">{say.notSetUp}</span>
        )}
      </td>
      <td data-label={say.columns.lastSignIn}>
        {lastSignInAt === null ? (
          <span className="soft">{say.never}</span>
        ) : (
          moment(new Date(lastSignInAt), new Date())
        )}
      </td>
    </tr>
  )
}
