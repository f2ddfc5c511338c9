import { Button } from '@mantine/core'
import type { Preference } from '../../../../contract/api/preferences.ts'
import { CallFailed } from '../../../data/call/call-failed.ts'
import { ActButton } from '../../../parts/buttons/act-button.tsx'
import { useTyped } from '../../../parts/fields/use-typed.ts'
import { BeforeSave } from '../../../parts/forecast/before-save.tsx'
import { Saved } from '../../../parts/forecast/saved.tsx'
import { useCautiousSave } from '../../../parts/forecast/use-cautious-save.ts'
import { Notice } from '../../../parts/layout/notice.tsx'
import { Trouble } from '../../../parts/trouble/trouble.tsx'
import { words } from '../../../words/en.ts'
import { PreferenceControl } from './preference-control.tsx'
import { valueText } from './preference-text.ts'
import style from './preferences.module.css'

/** Opens below its row: control, help, default, warning, what would happen, Save. */
export function PreferenceEditor({ preference, onClose }: { preference: Preference; onClose: () => void }) {
  const [value, setValue] = useTyped(`preference ${preference.code}`, () => preference.value)
  const save = useCautiousSave(preference, value)
  const fault = faultOf(save.error)
  return (
    <tr>
      <td className={style.editor} colSpan={3}>
        <form className={style.form} onSubmit={save.submit} noValidate>
          <PreferenceControl preference={preference} value={value} onChange={setValue} fault={fault} />
          <p className="soft">{words.preferences.default(valueText(preference.type, preference.default))}</p>
          {preference.warning && !save.isChanged && <Notice kind="warning">{preference.warning}</Notice>}
          {save.error && fault === undefined && <Trouble error={save.error} />}
          {save.isSaved && <Saved />}
          <BeforeSave save={save} />
          <div className={style.buttons}>
            <ActButton busy={save.isPending} busyLabel={words.preferences.saving} resting={save.isLooking}>
              {words.preferences.save}
            </ActButton>
            <Button variant="default" onClick={onClose}>
              {save.isSaved ? words.preferences.close : words.preferences.cancel}
            </Button>
          </div>
        </form>
      </td>
    </tr>
  )
}

function faultOf(error: unknown): string | undefined {
  if (!(error instanceof CallFailed) || error.code !== 'invalid-value') return undefined
  return error.problem.fields?.value ?? error.problem.title
}
