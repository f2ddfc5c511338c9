import type { OwnSession } from '../../../contract/api/profile.ts'
import { useEndOtherSessions, useEndSession, useSessions } from '../../data/profile.ts'
import { ComputerIcon } from '../../look/icons.tsx'
import { LinkButton } from '../../parts/buttons/link-button.tsx'
import { Notice } from '../../parts/layout/notice.tsx'
import { Panel } from '../../parts/layout/panel.tsx'
import { Waiting } from '../../parts/layout/waiting.tsx'
import { moment } from '../../parts/time/time.ts'
import { Trouble } from '../../parts/trouble/trouble.tsx'
import { profileWords } from '../../words/profile.ts'
import { Entry } from './entry.tsx'
import style from './profile.module.css'

const say = profileWords.sessions

/** Where this person is signed in just now. */
export function Sessions() {
  const { data, error } = useSessions()
  const end = useEndSession()
  const endAll = useEndOtherSessions()
  const isBusy = end.isPending || endAll.isPending
  const others = data?.filter(({ isThisOne }) => !isThisOne) ?? []
  const ended = endAll.data?.ended ?? (end.isSuccess ? 1 : null)
  const fault = error ?? end.error ?? endAll.error

  function endOne(id: string) {
    endAll.reset()
    end.mutate(id)
  }

  return (
    <Panel title={say.title}>
      <p className="soft">{say.intro}</p>
      {!data && !error && <Waiting />}
      <ul className={style.list}>
        {data?.map((session) => (
          <li key={session.id}>
            <SessionRow session={session} isBusy={isBusy} onEnd={endOne} />
          </li>
        ))}
      </ul>
      {fault && <Trouble error={fault} />}
      {ended !== null && (
        <Notice kind="good" announced>
          {say.ended(ended)}
        </Notice>
      )}
      {others.length > 0 && (
        <LinkButton still={isBusy} onClick={() => endAll.mutate()}>
          {say.endAll}
        </LinkButton>
      )}
    </Panel>
  )
}

interface SessionRowProps {
  session: OwnSession
  isBusy: boolean
  onEnd: (id: string) => void
}

function SessionRow({ session, isBusy, onEnd }: SessionRowProps) {
  const { id, browser, system, address, since, isThisOne } = session
  const what = profileWords.connections.browserOn(browser, system)
  const when = moment(new Date(since), new Date())
  return (
    <Entry
      icon={<ComputerIcon size={24} />}
      name={what}
      badge={isThisOne && say.thisOne}
      details={[address, say.since(when)]}
    >
      {!isThisOne && (
        <LinkButton still={isBusy} label={say.endLabel(`${what}, ${when}`)} onClick={() => onEnd(id)}>
          {say.end}
        </LinkButton>
      )}
    </Entry>
  )
}
