import { TextInput } from '@mantine/core'
import { useId, useRef, useState } from 'react'
import type { Forecast } from '../../../contract/api/forecast.ts'
import { useSession } from '../../data/session.ts'
import { WarningIcon } from '../../look/icons.tsx'
import { forecastWords } from '../../words/forecast.ts'
import { LinkButton } from '../buttons/link-button.tsx'
import { Notice } from '../layout/notice.tsx'
import { Trouble } from '../trouble/trouble.tsx'
import style from './before-save.module.css'
import { forecastTitle, plainLines, type Warning, warnings } from './forecast-lines.ts'
import { LastMonth } from './last-month.tsx'
import { Remedy } from './remedy.tsx'
import type { CautiousSave } from './use-cautious-save.ts'

const say = forecastWords

/** R10.1, R10.2: stands beside Save before a change that could lock people out. */
export function BeforeSave({ save: { before, confirm } }: { save: CautiousSave }) {
  if (before === null) return null
  const { proposed, value, forecast } = before
  return (
    <>
      {proposed !== null && forecast.isPending && <p role="status">{say.looking}</p>}
      {proposed !== null && forecast.error && <Trouble error={forecast.error} />}
      {proposed !== null && forecast.data && (
        <Shown title={forecastTitle(value)} forecast={forecast.data}>
          <LastMonth proposed={proposed} />
        </Shown>
      )}
      {confirm && <Confirmation {...confirm} />}
    </>
  )
}

interface ShownProps {
  title: string
  forecast: Forecast
  children: React.ReactNode
}

function Shown({ title, forecast, children }: ShownProps) {
  const id = useId()
  const heading = useRef<HTMLParagraphElement>(null)
  const [mended, setMended] = useState<string | null>(null)

  /** What was mended goes away from under the focus. */
  function onRemedied(name: string) {
    setMended(name)
    heading.current?.focus()
  }

  return (
    <section className={style.box} aria-labelledby={id}>
      <p ref={heading} id={id} className={style.title} tabIndex={-1}>
        {title}
      </p>
      {mended !== null && (
        <Notice kind="good" announced>
          {say.entered(mended)}
        </Notice>
      )}
      <ul className={style.lines} aria-live="polite">
        {plainLines(forecast).map((line) => (
          <li key={line}>{line}</li>
        ))}
        {warnings(forecast).map((warning) => (
          <WarningLine key={warning.key} warning={warning} onRemedied={onRemedied} />
        ))}
      </ul>
      {children}
    </section>
  )
}

function WarningLine({ warning, onRemedied }: { warning: Warning; onRemedied: (name: string) => void }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <li className={style.warning}>
      <WarningIcon />
      <div>
        <div className={style.line}>
          <span>{warning.text}</span>{' '}
          {(warning.people.length > 0 || warning.location !== null) && (
            <LinkButton open={isOpen} label={say.showLabel(warning.text)} onClick={() => setOpen(!isOpen)}>
              {isOpen ? say.hide : say.show}
            </LinkButton>
          )}
        </div>
        {isOpen && <Remedy warning={warning} onRemedied={onRemedied} />}
      </div>
    </li>
  )
}

interface ConfirmationProps {
  value: string
  onChange: (value: string) => void
  isWrong: boolean
}

/** R10.2: whoever would lock themselves out types the organization's name. */
function Confirmation({ value, onChange, isWrong }: ConfirmationProps) {
  const organization = useSession().data?.person.organization ?? ''
  return (
    <div className={style.confirm}>
      <Notice kind="warning" announced>
        {say.locksOutYou}
      </Notice>
      <TextInput
        label={say.confirmLabel}
        description={say.confirm(organization)}
        autoComplete="off"
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        error={isWrong ? say.confirmWrong : undefined}
      />
    </div>
  )
}
