import { getRouteApi, Link } from '@tanstack/react-router'
import type { Machine } from '../../../../contract/api/machines.ts'
import { useMachines } from '../../../data/machines.ts'
import { LocationSelect } from '../../../parts/fields/location-select.tsx'
import { NeedsRight } from '../../../parts/layout/needs-right.tsx'
import { Notice } from '../../../parts/layout/notice.tsx'
import { PageHeading } from '../../../parts/layout/page-heading.tsx'
import { Waiting } from '../../../parts/layout/waiting.tsx'
import { ChoiceFilter } from '../../../parts/lists/choice-filter.tsx'
import { ListTable } from '../../../parts/lists/list-table.tsx'
import { ShowMore } from '../../../parts/lists/show-more.tsx'
import { dayOf, moment } from '../../../parts/time/time.ts'
import { Trouble } from '../../../parts/trouble/trouble.tsx'
import { machineWords } from '../../../words/machines.ts'
import style from '../list.module.css'
import { type MachineSearch, machineStates } from './machine-search.ts'

const route = getRouteApi('/inside/administration/machines')
const say = machineWords

/** Administration > Users > Machines. */
export function Machines() {
  const filter = route.useSearch()
  return (
    <NeedsRight right="Administer Machines" title={say.title}>
      <div className={style.page}>
        <PageHeading>{say.title}</PageHeading>
        <p className="soft">{say.intro}</p>
        {filter.revoked && (
          <Notice kind="good" announced>
            {say.revoked}
          </Notice>
        )}
        <Filters filter={filter} />
        <MachineList filter={filter} />
      </div>
    </NeedsRight>
  )
}

function Filters({ filter }: { filter: MachineSearch }) {
  const navigate = route.useNavigate()
  const choose = (search: MachineSearch) => void navigate({ search, replace: true, resetScroll: false })
  const { state, location } = filter
  return (
    <search className={style.filters}>
      <ChoiceFilter
        label={say.state}
        everything={say.everyState}
        choices={machineStates}
        names={say.states}
        value={state}
        onChoose={(chosen) => choose({ ...(location && { location }), ...(chosen && { state: chosen }) })}
      />
      <LocationSelect
        label={say.location}
        before={[{ value: '', label: say.everyLocation }]}
        value={location ?? ''}
        onChange={(chosen) => choose({ ...(state && { state }), ...(chosen && { location: chosen }) })}
      />
    </search>
  )
}

function MachineList({ filter: { state, location } }: { filter: MachineSearch }) {
  const list = useMachines({ ...(state && { state }), ...(location && { location }) })
  const machines = list.data?.pages.flatMap((page) => page.machines)
  if (!machines) return list.error ? <Trouble error={list.error} /> : <Waiting />
  return (
    <>
      {machines.length === 0 ? (
        <p className={style.empty}>{state || location ? say.noneFound : say.empty}</p>
      ) : (
        <ListTable
          className={style.table}
          caption={say.title}
          columns={Object.values(say.columns)}
          isOld={list.isPlaceholderData}
        >
          {machines.map((machine) => (
            <Row key={machine.id} machine={machine} />
          ))}
        </ListTable>
      )}
      {list.error && <Trouble error={list.error} />}
      <ShowMore list={list} />
    </>
  )
}

function Row({ machine }: { machine: Machine }) {
  const {
    id,
    name,
    browser,
    system,
    location,
    state,
    recognizedBy,
    recognizedAt,
    knownBy,
    lastUsedAt,
    lapsesAt,
  } = machine
  const now = new Date()
  const what = say.what(browser, system)
  const proved = recognizedAt && dayOf(new Date(recognizedAt), now)
  return (
    <tr>
      <td>
        <Link className="link" to="/administration/machines/$id" params={{ id }}>
          {name ?? what}
        </Link>
        {name !== null && <div className="soft">{what}</div>}
        <div>
          <span className={style.mark} data-kind={state === 'recognized' ? 'good' : undefined}>
            {say.states[state]}
          </span>{' '}
          <span className="soft">{say.knownBy[knownBy]}</span>
        </div>
      </td>
      <td data-label={say.columns.location}>{location?.name ?? '–'}</td>
      <td data-label={say.columns.provedBy}>
        {proved ? (recognizedBy ? say.on(recognizedBy.displayName, proved) : proved) : say.nobody}
      </td>
      <td data-label={say.columns.lastUsed}>{moment(new Date(lastUsedAt), now)}</td>
      <td data-label={say.columns.lapses}>{lapsesAt ? dayOf(new Date(lapsesAt), now) : '–'}</td>
    </tr>
  )
}
