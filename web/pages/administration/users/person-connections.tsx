import type { PersonConnection } from '../../../../contract/api/people.ts'
import { useForgetPersonConnection, usePersonConnections } from '../../../data/people.ts'
import { ComputerIcon } from '../../../look/icons.tsx'
import { LinkButton } from '../../../parts/buttons/link-button.tsx'
import { Notice } from '../../../parts/layout/notice.tsx'
import { Panel } from '../../../parts/layout/panel.tsx'
import { Waiting } from '../../../parts/layout/waiting.tsx'
import { ago } from '../../../parts/time/ago.ts'
import { Trouble } from '../../../parts/trouble/trouble.tsx'
import { peopleWords } from '../../../words/people.ts'
import { Entry } from '../../profile/entry.tsx'
import style from '../../profile/profile.module.css'

const say = peopleWords.person

/** R4.9: from where somebody signed in; what is remembered there can be forgotten. */
export function PersonConnections({ id }: { id: string }) {
  const { data, error } = usePersonConnections(id)
  const forget = useForgetPersonConnection(id)
  const fault = error ?? forget.error
  return (
    <Panel title={say.connections}>
      {!data && !error && <Waiting />}
      {data?.length === 0 && <p className="soft">{say.noConnections}</p>}
      <ul className={style.list}>
        {data?.map((connection) => (
          <li key={connection.id}>
            <Connection connection={connection} isBusy={forget.isPending} onForget={forget.mutate} />
          </li>
        ))}
      </ul>
      {fault && <Trouble error={fault} />}
      {forget.isSuccess && (
        <Notice kind="good" announced>
          {say.forgotten}
        </Notice>
      )}
    </Panel>
  )
}

interface ConnectionProps {
  connection: PersonConnection
  isBusy: boolean
  onForget: (id: string) => void
}

function Connection({ connection, isBusy, onForget }: ConnectionProps) {
  const { id, machine, browser, system, network, method, provedAt, lastUsedAt } = connection
  const now = new Date()
  const what = say.machine(machine.name, browser, system)
  const confirmed =
    provedAt === null
      ? say.notConfirmed
      : say.confirmed(ago(new Date(provedAt), now), method && say.methods[method])
  return (
    <Entry
      icon={<ComputerIcon size={24} />}
      name={what}
      details={[say.network(network), confirmed, say.lastUsed(ago(new Date(lastUsedAt), now))]}
    >
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
