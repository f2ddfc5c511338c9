import type { Preference } from '../../../../contract/api/preferences.ts'
import { ArrowRightIcon, WarningIcon } from '../../../look/icons.tsx'
import { words } from '../../../words/en.ts'
import { valueText } from './preference-text.ts'
import style from './preferences.module.css'

interface PreferenceRowProps {
  preference: Preference
  isOpen: boolean
  onToggle: () => void
}

/** One line of the table. Its button reaches over the whole line, so a click anywhere opens it. */
export function PreferenceRow({ preference, isOpen, onToggle }: PreferenceRowProps) {
  return (
    <tr className={style.row} data-open={isOpen || undefined}>
      <td>
        <button type="button" className={style.opener} aria-expanded={isOpen} onClick={onToggle}>
          <ArrowRightIcon size={18} />
          {preference.label}
        </button>
      </td>
      <td>
        <code>{preference.code}</code>
      </td>
      <td>
        {valueText(preference.type, preference.value)}
        {preference.warning && (
          <span className={style.warning} title={preference.warning}>
            <WarningIcon size={18} />
            <span className="out-of-sight">{words.preferences.warned}</span>
          </span>
        )}
      </td>
    </tr>
  )
}
