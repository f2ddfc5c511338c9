import { usePersonHistory } from '../../../data/people.ts'
import { Panel } from '../../../parts/layout/panel.tsx'
import { Waiting } from '../../../parts/layout/waiting.tsx'
import { ShowMore } from '../../../parts/lists/show-more.tsx'
import { Trouble } from '../../../parts/trouble/trouble.tsx'
import { peopleWords } from '../../../words/people.ts'
import { AuditEntries } from '../audit-entries.tsx'
import style from '../form.module.css'

/** What happened to somebody, newest first. */
export function History({ id }: { id: string }) {
  const list = usePersonHistory(id)
  const entries = list.data?.pages.flatMap((page) => page.entries)
  return (
    <Panel title={peopleWords.person.history}>
      <div className={style.spaced}>
        {list.error && <Trouble error={list.error} />}
        {!entries && !list.error && <Waiting />}
        {entries?.length === 0 && <p className="soft">{peopleWords.person.noHistory}</p>}
        {entries && entries.length > 0 && <AuditEntries entries={entries} />}
        <ShowMore list={list} />
      </div>
    </Panel>
  )
}
