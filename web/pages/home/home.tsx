import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Session } from '../../../contract/api/session.ts'
import { useSession } from '../../data/session.ts'
import { useSignInPage } from '../../data/sign-in.ts'
import { CheckIcon } from '../../look/icons.tsx'
import { Notice } from '../../parts/layout/notice.tsx'
import { PageHeading } from '../../parts/layout/page-heading.tsx'
import { Panel } from '../../parts/layout/panel.tsx'
import { moment, partOfDay } from '../../parts/time/time.ts'
import { Trouble } from '../../parts/trouble/trouble.tsx'
import { words } from '../../words/en.ts'
import { useLeave } from '../inside/use-leave.ts'
import { Applications } from './applications.tsx'
import style from './home.module.css'
import { proofs } from './proved.ts'
import { WhatNeedsMe } from './what-needs-me.tsx'

/** The first page inside: who I am, how I got in, what is on. */
export function Home() {
  const session = useSession()
  const { leave, isLeaving, error } = useLeave()
  if (!session.data) return null
  const { person, provedBy, expiresAt } = session.data
  const greeting = words.home.greeting[partOfDay(new Date())]
  return (
    <div className={style.page}>
      <div className={style.top}>
        <PageHeading title={words.home.title}>{words.home.greet(greeting, person.displayName)}</PageHeading>
        <Button variant="default" onClick={leave} aria-disabled={isLeaving || undefined}>
          {words.frame.signOut}
        </Button>
      </div>
      {error && <Trouble error={error} />}
      <Applications />
      <div className={style.panels}>
        <HowYouGotIn provedBy={provedBy} expiresAt={expiresAt} />
        <Messages person={person} />
        <WhatIsOn person={person} />
      </div>
    </div>
  )
}

function HowYouGotIn({ provedBy, expiresAt }: Pick<Session, 'provedBy' | 'expiresAt'>) {
  const now = new Date()
  return (
    <Panel title={words.home.howTitle}>
      <ul className={style.proofs}>
        {proofs(provedBy, now).map(({ what, when }) => (
          <li key={what}>
            <CheckIcon />
            <span>
              {what}
              {when !== null && <span className="soft"> {words.proved.at(when)}</span>}
            </span>
          </li>
        ))}
      </ul>
      <p className="soft">{words.home.until(moment(new Date(expiresAt), now))}</p>
      <Link className="link" to="/profile" hash="connections">
        {words.home.connections}
      </Link>
    </Panel>
  )
}

function Messages({ person }: Pick<Session, 'person'>) {
  const page = useSignInPage(person.organization).data
  const prefers = person.rights.includes('Administer Preferences')
  const bothOff = page && !page.twoFactorOn && !page.unidentifiedMachineOn
  return (
    <Panel title={words.home.messagesTitle}>
      {prefers && bothOff ? (
        <BothOff />
      ) : prefers && page ? (
        <WhatNeedsMe mayMend={person.rights.includes('Administer Users')} />
      ) : (
        <p className="soft">{words.home.noMessages}</p>
      )}
    </Panel>
  )
}

function BothOff() {
  return (
    <Notice kind="warning">
      <p>{words.home.bothOff}</p>
      <Link className="link" to="/administration/system/preferences">
        {words.home.toPreferences}
      </Link>
    </Notice>
  )
}

function WhatIsOn({ person }: Pick<Session, 'person'>) {
  const page = useSignInPage(person.organization).data
  if (!page) return null
  const state = (isOn: boolean) => (isOn ? words.home.on : words.home.off)
  return (
    <Panel title={words.home.whatIsOnTitle}>
      <dl className={style.facts}>
        <div>
          <dt>{words.home.twoFactor}</dt>
          <dd>{state(page.twoFactorOn)}</dd>
        </div>
        <div>
          <dt>{words.home.machine}</dt>
          <dd>{state(page.unidentifiedMachineOn)}</dd>
        </div>
      </dl>
    </Panel>
  )
}
