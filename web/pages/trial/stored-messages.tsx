import { useEffect, useRef, useState } from 'react'
import type { TrialMessage } from '../../../contract/api/trial.ts'
import { useTrialMessages } from '../../data/trial.ts'
import { EnvelopeIcon, PhoneIcon } from '../../look/icons.tsx'
import { CopyButton } from '../../parts/buttons/copy-button.tsx'
import { Panel } from '../../parts/layout/panel.tsx'
import { moment } from '../../parts/time/time.ts'
import { Trouble } from '../../parts/trouble/trouble.tsx'
import { words } from '../../words/en.ts'
import { codeIn } from './stored-message.ts'
import style from './trial.module.css'

/** The messages as they arrive, newest first. */
export function StoredMessages() {
  const { data, error } = useTrialMessages()
  return (
    <Panel title={words.trial.messages}>
      <Arrivals count={data?.length} />
      {error && <Trouble error={error} />}
      {data?.length === 0 && <p className="soft">{words.trial.noMessages}</p>}
      <ul className={style.list}>
        {data?.map((message) => (
          <li key={message.id}>
            <StoredMessage message={message} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}

/** Reads out that something came, not what stood there before. */
function Arrivals({ count }: { count: number | undefined }) {
  const before = useRef<number | undefined>(undefined)
  const [said, setSaid] = useState('')
  useEffect(() => {
    if (count === undefined) return
    const more = count - (before.current ?? count)
    before.current = count
    if (more > 0) setSaid(words.trial.arrived(more))
  }, [count])
  return (
    <p className="out-of-sight" role="status">
      {said}
    </p>
  )
}

function StoredMessage({ message }: { message: TrialMessage }) {
  const { channel, to, subject, body, at } = message
  const Icon = channel === 'email' ? EnvelopeIcon : PhoneIcon
  const code = codeIn(message)
  return (
    <article>
      <div className={style.head}>
        <strong>
          <Icon />
          {words.trial.to(words.trial[channel], to)}
        </strong>
        <span className="soft">{moment(new Date(at), new Date())}</span>
      </div>
      {code !== null && (
        <p className={style.code}>
          <strong>{code}</strong>
          <CopyButton text={code} label={words.trial.copyCode} />
        </p>
      )}
      {subject && <p>{subject}</p>}
      <p className={style.body}>{body}</p>
    </article>
  )
}
