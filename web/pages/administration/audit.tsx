import { NativeSelect, TextInput } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import type { AuditEntry } from '../../../contract/api/audit.ts'
import { useAudit } from '../../data/audit.ts'
import { LinkButton } from '../../parts/buttons/link-button.tsx'
import { NeedsRight } from '../../parts/layout/needs-right.tsx'
import { Notice } from '../../parts/layout/notice.tsx'
import { PageHeading } from '../../parts/layout/page-heading.tsx'
import { Panel } from '../../parts/layout/panel.tsx'
import { Waiting } from '../../parts/layout/waiting.tsx'
import { ShowMore } from '../../parts/lists/show-more.tsx'
import { Trouble } from '../../parts/trouble/trouble.tsx'
import { auditWords } from '../../words/audit.ts'
import { AuditEntries } from './audit-entries.tsx'
import { type AuditSearch, auditTimes } from './audit-search.ts'
import style from './list.module.css'

const route = getRouteApi('/inside/administration/audit')
const say = auditWords

/** Administration > System > Audit. */
export function Audit() {
  return (
    <NeedsRight right="View Audit" title={say.title}>
      <div className={style.page}>
        <PageHeading>{say.title}</PageHeading>
        <p className="soft">{say.intro}</p>
        <Found />
      </div>
    </NeedsRight>
  )
}

function Found() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { event, person } = search
  const list = useAudit({ ...(event && { event }), ...(person && { person }), ...auditTimes(search) })
  const entries = list.data?.pages.flatMap((page) => page.entries)
  const choose = (changed: Partial<Record<keyof AuditSearch, string | undefined>>) =>
    void navigate({
      search: (before) => ({ ...before, ...changed }) as AuditSearch,
      replace: true,
      resetScroll: false,
    })
  return (
    <>
      <Filters search={search} events={list.data?.pages[0]?.events ?? []} onChange={choose} />
      {person && (
        <Notice kind="plain">
          <p>{say.only(nameIn(entries, person))}</p>
          <LinkButton onClick={() => choose({ person: undefined })}>{say.everything}</LinkButton>
        </Notice>
      )}
      {list.error && <Trouble error={list.error} />}
      {!entries && !list.error && <Waiting />}
      {entries?.length === 0 && (
        <p className={style.empty}>{Object.keys(search).length > 0 ? say.noneFound : say.empty}</p>
      )}
      {entries && entries.length > 0 && (
        <Panel title={say.happened}>
          <AuditEntries entries={entries} {...(!person && { onPerson: (id) => choose({ person: id }) })} />
        </Panel>
      )}
      <ShowMore list={list} />
    </>
  )
}

function nameIn(entries: readonly AuditEntry[] | undefined, id: string): string {
  return entries?.find(({ person }) => person?.id === id)?.person?.displayName ?? say.somebody
}

interface FiltersProps {
  search: AuditSearch
  events: readonly string[]
  onChange: (changed: { [Key in keyof AuditSearch]: string | undefined }) => void
}

function Filters({ search, events, onChange }: FiltersProps) {
  return (
    <search className={style.filters}>
      <NativeSelect
        className={style.wide}
        label={say.event}
        data={[
          { value: '', label: say.everyEvent },
          ...events.map((value) => ({ value, label: value.replaceAll('-', ' ') })),
        ]}
        value={search.event ?? ''}
        onChange={(event) => onChange({ event: event.currentTarget.value || undefined })}
      />
      <TextInput
        type="date"
        label={say.from}
        value={search.from ?? ''}
        onChange={(event) => onChange({ from: event.currentTarget.value || undefined })}
      />
      <TextInput
        type="date"
        label={say.to}
        value={search.to ?? ''}
        onChange={(event) => onChange({ to: event.currentTarget.value || undefined })}
      />
    </search>
  )
}
