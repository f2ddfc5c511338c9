import { useId } from 'react'
import type { Preference } from '../../contract/api/preferences.ts'
import { usePreferences } from '../data/preferences.ts'
import { ActButton } from '../parts/buttons/act-button.tsx'
import { useTyped } from '../parts/fields/use-typed.ts'
import { BeforeSave } from '../parts/forecast/before-save.tsx'
import { Saved } from '../parts/forecast/saved.tsx'
import { useCautiousSave } from '../parts/forecast/use-cautious-save.ts'
import { NeedsRight } from '../parts/layout/needs-right.tsx'
import { PageHeading } from '../parts/layout/page-heading.tsx'
import { Panel } from '../parts/layout/panel.tsx'
import { Waiting } from '../parts/layout/waiting.tsx'
import { Trouble } from '../parts/trouble/trouble.tsx'
import { words } from '../words/en.ts'
import style from './settings.module.css'

/** Behind the arrow next to the name: the one check box of the manual, and Save. */
export function Settings() {
  const { data, error } = usePreferences()
  const machine = data?.find(({ code }) => code === 'UMA')
  return (
    <NeedsRight right="Administer Preferences" title={words.settings.title}>
      <div className={style.page}>
        <PageHeading>{words.settings.title}</PageHeading>
        {machine ? <MachineSetting preference={machine} /> : error ? <Trouble error={error} /> : <Waiting />}
      </div>
    </NeedsRight>
  )
}

function MachineSetting({ preference }: { preference: Preference }) {
  const [isOn, setOn] = useTyped('machine setting', () => preference.value === 'on')
  const save = useCautiousSave(preference, isOn ? 'on' : 'off')
  const help = useId()

  return (
    <Panel title={words.settings.group}>
      <form className={style.form} onSubmit={save.submit}>
        <div className={style.check}>
          <label>
            <input
              type="checkbox"
              checked={isOn}
              onChange={(event) => setOn(event.currentTarget.checked)}
              aria-describedby={help}
            />
            {words.settings.machine}
          </label>
          <p id={help} className="soft">
            {words.settings.machineHelp}
          </p>
        </div>
        {save.error && <Trouble error={save.error} />}
        {save.isSaved && <Saved />}
        <BeforeSave save={save} />
        <ActButton busy={save.isPending} busyLabel={words.preferences.saving} resting={save.isLooking}>
          {words.settings.save}
        </ActButton>
      </form>
    </Panel>
  )
}
