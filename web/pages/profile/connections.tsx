import { useEffect, useState } from 'react'
import type { OwnConnection } from '../../../contract/api/profile.ts'
import { useConnections, useForgetConnection, useForgetConnections } from '../../data/profile.ts'
import { ComputerIcon } from '../../look/icons.tsx'
import { LinkButton } from '../../parts/buttons/link-button.tsx'
import { Confirm } from '../../parts/layout/confirm.tsx'
import { Notice } from '../../parts/layout/notice.tsx'
import { Panel } from '../../parts/layout/panel.tsx'
import { Waiting } from '../../parts/layout/waiting.tsx'
import { ago } from '../../parts/time/ago.ts'
import { Trouble } from '../../parts/trouble/trouble.tsx'
import { profileWords } from '../../words/profile.ts'
import { Entry } from './entry.tsx'
import style from './profile.module.css'

const say = profileWords.connections

/** Where "My connections" of the home page leads. */
const anchor = 'connections'
/** So many are shown at first. */
const few = 8

/** R4.9: from where this person signed in; one can be forgotten, or all. */
export function Connections() {
  const { data, error } = useConnections()
  const [isAll, setAll] = useState(false)
  const [isAsked, setAsked] = useState(false)
  const forget = useForgetConnection()
  const forgetAll = useForgetConnections()
  const isBusy = forget.isPending || forgetAll.isPending
  const isHere = data !== undefined
  useEffect(() => {
    if (isHere && window.location.hash === `#${anchor}`) document.getElementById(anchor)?.scrollIntoView()
  }, [isHere])
  const shown = isAll ? data : data?.slice(0, few)

  function forgetOne(id: string) {
    forgetAll.reset()
    forget.mutate(id)
  }

  function forgetEach() {
    setAsked(false)
    forget.reset()
    forgetAll.mutate()
  }

  const fault = error ?? forget.error ?? forgetAll.error
  return (
    <Panel title={say.title} anchor={anchor}>
      {!data && !error && <Waiting />}
      {data && <p className="soft">{data.length === 0 ? say.empty : say.intro}</p>}
      <ul className={style.list}>
        {shown?.map((connection) => (
          <li key={connection.id}>
            <Connection connection={connection} isBusy={isBusy} onForget={forgetOne} />
          </li>
        ))}
      </ul>
      {fault && <Trouble error={fault} />}
      {(forget.isSuccess || forgetAll.isSuccess) && (
        <Notice kind="good" announced>
          {say.forgotten}
        </Notice>
      )}
      <div className={style.buttons}>
        {data && shown && shown.length < data.length && (
          <LinkButton onClick={() => setAll(true)}>{say.all(data.length)}</LinkButton>
        )}
        {data && data.length > 0 && (
          <LinkButton still={isBusy} onClick={() => setAsked(true)}>
            {say.forgetAll}
          </LinkButton>
        )}
      </div>
      {isAsked && (
        <Confirm
          title={say.forgetAllTitle}
          text={say.forgetAllText}
          act={say.forgetAllAct}
          onConfirm={forgetEach}
          onCancel={() => setAsked(false)}
        />
      )}
    </Panel>
  )
}

interface ConnectionProps {
  connection: OwnConnection
  isBusy: boolean
  onForget: (id: string) => void
}

function Connection({ connection, isBusy, onForget }: ConnectionProps) {
  const { id, browser, system, machineName, location, network, isThisOne, provedAt, lastUsedAt } = connection
  const now = new Date()
  const what = say.browserOn(browser, system)
  const details = [
    machineName,
    location,
    say.network(network),
    provedAt === null ? say.notConfirmed : say.confirmed(ago(new Date(provedAt), now)),
    say.lastUsed(ago(new Date(lastUsedAt), now)),
  ]
  return (
    <Entry icon={<ComputerIcon size={24} />} name={what} badge={isThisOne && say.thisOne} details={details}>
      <LinkButton
        still={isBusy}
        label={say.forgetLabel(`${what}, ${say.network(network)}`)}
        onClick={() => onForget(id)}
      >
        {say.forget}
      </LinkButton>
    </Entry>
  )
}
