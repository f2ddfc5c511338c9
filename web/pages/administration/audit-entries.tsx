import { useState } from 'react'
import type { AuditEntry } from '../../../contract/api/audit.ts'
import { LinkButton } from '../../parts/buttons/link-button.tsx'
import { moment } from '../../parts/time/time.ts'
import { auditWords } from '../../words/audit.ts'
import style from './audit-entries.module.css'
import { valueLines } from './value-lines.ts'

const say = auditWords

interface AuditEntriesProps {
  entries: readonly AuditEntry[]
  /** Looks for everything about somebody; absent where that is what is shown. */
  onPerson?: (id: string) => void
}

/** Plain sentences with their time; behind each, all that is kept of it. */
export function AuditEntries({ entries, onPerson }: AuditEntriesProps) {
  return (
    <ol className={style.list}>
      {entries.map((entry) => (
        <Entry key={entry.id} entry={entry} onPerson={onPerson} />
      ))}
    </ol>
  )
}

function Entry({ entry, onPerson }: { entry: AuditEntry; onPerson: AuditEntriesProps['onPerson'] }) {
  const [isOpen, setOpen] = useState(false)
  const at = new Date(entry.at)
  return (
    <li className={style.entry}>
      <time dateTime={entry.at} title={at.toISOString()}>
        {moment(at, new Date())}
      </time>
      <span className={style.sentence}>{entry.sentence}</span>
      <span className={style.opener}>
        <LinkButton open={isOpen} onClick={() => setOpen(!isOpen)}>
          {say.details} <span className="out-of-sight">{entry.sentence}</span>
        </LinkButton>
      </span>
      {isOpen && <Details entry={entry} onPerson={onPerson} />}
    </li>
  )
}

function Details({ entry, onPerson }: { entry: AuditEntry; onPerson: AuditEntriesProps['onPerson'] }) {
  const { actor, person, address, decision, values } = entry
  const kept = valueLines(values)
  return (
    <div className={style.details}>
      {decision.length > 0 && (
        <>
          <h3>{say.decision}</h3>
          <ul className={style.decision}>
            {decision.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </>
      )}
      <dl className={style.facts}>
        <dt>{say.by}</dt>
        <dd>{actor ? `${actor.displayName} (${actor.userName})` : say.server}</dd>
        <dt>{say.person}</dt>
        <dd>{person ? `${person.displayName} (${person.userName})` : say.nobody}</dd>
        <dt>{say.address}</dt>
        <dd>{address ?? say.noAddress}</dd>
        <dt>{say.event}</dt>
        <dd>
          <code>{entry.event}</code>
        </dd>
      </dl>
      {kept.length > 0 && (
        <>
          <h3>{say.values}</h3>
          <dl className={style.facts}>
            {kept.flatMap(([name, value]) => [
              <dt key={name}>
                <code>{name}</code>
              </dt>,
              <dd key={`${name} value`}>{value}</dd>,
            ])}
          </dl>
        </>
      )}
      {person && onPerson && (
        <LinkButton onClick={() => onPerson(person.id)}>{say.filterPerson(person.displayName)}</LinkButton>
      )}
    </div>
  )
}
