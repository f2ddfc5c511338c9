import { Fragment, useState } from 'react'
import type { Preference } from '../../../../contract/api/preferences.ts'
import type { PreferenceCode } from '../../../../contract/words.ts'
import { usePreferences } from '../../../data/preferences.ts'
import { useTyped } from '../../../parts/fields/use-typed.ts'
import { NeedsRight } from '../../../parts/layout/needs-right.tsx'
import { PageHeading } from '../../../parts/layout/page-heading.tsx'
import { Waiting } from '../../../parts/layout/waiting.tsx'
import { nextSorting, type Sorting, sorted } from '../../../parts/lists/sort.ts'
import { SortHeader } from '../../../parts/lists/sort-header.tsx'
import { Trouble } from '../../../parts/trouble/trouble.tsx'
import { words } from '../../../words/en.ts'
import { PreferenceEditor } from './preference-editor.tsx'
import { PreferenceRow } from './preference-row.tsx'
import { valueText } from './preference-text.ts'
import style from './preferences.module.css'

type Column = 'label' | 'code' | 'value'
const columns: readonly Column[] = ['label', 'code', 'value']

/** Administration > System > Preferences. */
export function Preferences() {
  return (
    <NeedsRight right="Administer Preferences" title={words.preferences.title}>
      <div className={style.page}>
        <PageHeading>{words.preferences.title}</PageHeading>
        <p className="soft">{words.preferences.intro}</p>
        <Loaded />
      </div>
    </NeedsRight>
  )
}

function Loaded() {
  const { data, error } = usePreferences()
  if (data) return <PreferenceTable preferences={data} />
  return error ? <Trouble error={error} /> : <Waiting />
}

function PreferenceTable({ preferences }: { preferences: readonly Preference[] }) {
  const [sorting, setSorting] = useState<Sorting<Column> | null>(null)
  const [open, setOpen] = useTyped<PreferenceCode | null>('open preference', () => null)
  const rows = sorting === null ? preferences : sorted(preferences, sorting, textOf)
  return (
    <table className={style.table}>
      <caption className="out-of-sight">{words.preferences.title}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <SortHeader
              key={column}
              label={words.preferences.columns[column]}
              direction={sorting?.by === column ? sorting.direction : null}
              onSort={() => setSorting(nextSorting(sorting, column))}
            />
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((preference) => (
          <Fragment key={preference.code}>
            <PreferenceRow
              preference={preference}
              isOpen={open === preference.code}
              onToggle={() => setOpen(open === preference.code ? null : preference.code)}
            />
            {open === preference.code && (
              <PreferenceEditor preference={preference} onClose={() => setOpen(null)} />
            )}
          </Fragment>
        ))}
      </tbody>
    </table>
  )
}

function textOf(preference: Preference, column: Column): string {
  return column === 'value' ? valueText(preference.type, preference.value) : preference[column]
}
