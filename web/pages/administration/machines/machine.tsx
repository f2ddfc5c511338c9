import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useMachine, useRevokeMachine } from '../../../data/machines.ts'
import { ArrowLeftIcon } from '../../../look/icons.tsx'
import { ActButton } from '../../../parts/buttons/act-button.tsx'
import { Confirm } from '../../../parts/layout/confirm.tsx'
import { NeedsRight } from '../../../parts/layout/needs-right.tsx'
import { PageHeading } from '../../../parts/layout/page-heading.tsx'
import { Panel } from '../../../parts/layout/panel.tsx'
import { Waiting } from '../../../parts/layout/waiting.tsx'
import { ago } from '../../../parts/time/ago.ts'
import { dayOf, moment } from '../../../parts/time/time.ts'
import { Trouble } from '../../../parts/trouble/trouble.tsx'
import { machineWords } from '../../../words/machines.ts'
import profile from '../../profile/profile.module.css'
import style from '../form.module.css'
import list from '../list.module.css'
import { MachineForm } from './machine-form.tsx'

const route = getRouteApi('/inside/administration/machines/$id')
const say = machineWords
type Shown = NonNullable<ReturnType<typeof useMachine>['data']>

/** R4.9: one machine: what is known of it, its name and place, who uses it, and the way to revoke it. */
export function MachinePage() {
  const { id } = route.useParams()
  return (
    <NeedsRight right="Administer Machines" title={say.title}>
      <div className={list.page}>
        <Link className="link" to="/administration/machines">
          <ArrowLeftIcon />
          {say.toList}
        </Link>
        <Loaded key={id} id={id} />
      </div>
    </NeedsRight>
  )
}

const titleOf = ({ name, browser, system }: Shown) => name ?? say.what(browser, system)

function Loaded({ id }: { id: string }) {
  const { data: machine, error } = useMachine(id)
  if (!machine) return error ? <Trouble error={error} /> : <Waiting />
  return (
    <>
      <PageHeading>{titleOf(machine)}</PageHeading>
      <Panel title={say.about}>
        <Facts machine={machine} />
        <MachineForm machine={machine} />
      </Panel>
      <Uses machine={machine} />
      <Revoke machine={machine} />
    </>
  )
}

function Facts({ machine }: { machine: Shown }) {
  const { state, browser, system, recognizedBy, recognizedAt, knownBy, firstSeenAt, lastUsedAt, lapsesAt } =
    machine
  const now = new Date()
  const proved = recognizedAt && moment(new Date(recognizedAt), now)
  const facts = [
    [say.facts.state, say.states[state]],
    [say.facts.what, say.what(browser, system)],
    [
      say.facts.provedBy,
      proved ? (recognizedBy ? say.on(recognizedBy.displayName, proved) : proved) : say.noProof,
    ],
    [say.facts.knownBy, say.knownBy[knownBy]],
    [say.facts.firstSeen, dayOf(new Date(firstSeenAt), now)],
    [say.facts.lastUsed, moment(new Date(lastUsedAt), now)],
    [say.facts.lapses, lapsesAt ? dayOf(new Date(lapsesAt), now) : say.noLapse],
  ] as const
  return (
    <dl className={profile.facts}>
      {facts.flatMap(([name, value]) => [<dt key={name}>{name}</dt>, <dd key={`${name} value`}>{value}</dd>])}
    </dl>
  )
}

function Uses({ machine: { uses } }: { machine: Shown }) {
  const now = new Date()
  return (
    <Panel title={say.uses}>
      {uses.length === 0 && <p className="soft">{say.noUses}</p>}
      <ul className={style.spaced}>
        {uses.map(({ person, network, browser, system, provedAt, method, lastUsedAt }) => (
          <li key={[person.id, network, browser, system].join(' ')}>
            <strong>{person.displayName}</strong>
            <span className={profile.detail}>
              {[
                say.browserOn(browser, system),
                say.network(network),
                provedAt === null
                  ? say.notConfirmed
                  : say.confirmed(ago(new Date(provedAt), now), method && say.methods[method]),
                say.lastUsed(ago(new Date(lastUsedAt), now)),
              ].join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function Revoke({ machine }: { machine: Shown }) {
  const [isAsked, setAsked] = useState(false)
  const revoke = useRevokeMachine(machine.id)
  const navigate = route.useNavigate()

  function confirmed() {
    setAsked(false)
    revoke.mutate(undefined, {
      onSuccess: () => navigate({ to: '/administration/machines', search: { revoked: true }, replace: true }),
    })
  }

  return (
    <div className={style.spaced}>
      {revoke.error && <Trouble error={revoke.error} />}
      <div>
        <ActButton
          variant="default"
          busy={revoke.isPending}
          busyLabel={say.revoking}
          onClick={() => setAsked(true)}
        >
          {say.revoke}
        </ActButton>
      </div>
      {isAsked && (
        <Confirm
          title={say.revokeTitle(titleOf(machine))}
          text={say.revokeText}
          act={say.revokeAct}
          onConfirm={confirmed}
          onCancel={() => setAsked(false)}
        />
      )}
    </div>
  )
}
