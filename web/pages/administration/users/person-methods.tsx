import { Button } from '@mantine/core'
import { useState } from 'react'
import type { PersonPage } from '../../../../contract/api/people.ts'
import { useResetPerson } from '../../../data/people.ts'
import { useSession } from '../../../data/session.ts'
import { methodIcons } from '../../../look/method-icons.ts'
import { ButtonLink } from '../../../parts/buttons/button-link.tsx'
import { Notice } from '../../../parts/layout/notice.tsx'
import { Panel } from '../../../parts/layout/panel.tsx'
import { dayOf, moment } from '../../../parts/time/time.ts'
import { peopleWords } from '../../../words/people.ts'
import profile from '../../profile/profile.module.css'
import style from '../form.module.css'
import { ResetDialog } from './reset-dialog.tsx'

const say = peopleWords.person

/** How somebody confirms, and the manual's two buttons for whoever holds the right. */
export function PersonMethods({ person }: { person: PersonPage }) {
  const me = useSession().data?.person
  return (
    <Panel title={say.methodsTitle} anchor="ways-to-confirm">
      <div className={style.spaced}>
        <Methods person={person} />
        {me?.rights.includes('Admin-Disable 2 Factor Authentication') && (
          <TwoButtons person={person} isOwn={me.id === person.id} />
        )}
      </div>
    </Panel>
  )
}

function Methods({ person: { methods, defaultMethod, setUpAt } }: { person: PersonPage }) {
  if (methods.length === 0) return <p className="soft">{say.noMethods}</p>
  return (
    <>
      <ul>
        {methods.map((method) => {
          const Icon = methodIcons[method]
          return (
            <li key={method} style={{ display: 'flex', gap: '0.75rem', paddingBlock: '0.35rem' }}>
              <Icon />
              <span>
                {peopleWords.methods[method]}{' '}
                {method === defaultMethod && <span className={profile.badge}>{say.default}</span>}
              </span>
            </li>
          )
        })}
      </ul>
      {setUpAt !== null && <p className="soft">{say.setUpSince(dayOf(new Date(setUpAt), new Date()))}</p>}
    </>
  )
}

function TwoButtons({ person, isOwn }: { person: PersonPage; isOwn: boolean }) {
  const [asked, setAsked] = useState<'set-up' | 'reset' | null>(null)
  const reset = useResetPerson(person.id)
  return (
    <>
      {asked === 'set-up' && (
        <Notice kind="plain" announced>
          {say.setUpByThemselves(person.displayName)}
        </Notice>
      )}
      {reset.data?.waits && (
        <Notice kind="plain" announced>
          {say.resetWaits}
        </Notice>
      )}
      {reset.data && !reset.data.waits && <ResetDone openUntil={reset.data.openUntil} />}
      <div className={style.buttons}>
        {isOwn ? (
          <ButtonLink variant="default" to="/profile/set-up">
            {say.setUp}
          </ButtonLink>
        ) : (
          <Button variant="default" onClick={() => setAsked('set-up')}>
            {say.setUp}
          </Button>
        )}
        <Button variant="default" onClick={() => setAsked('reset')}>
          {say.reset}
        </Button>
      </div>
      {asked === 'reset' && (
        <ResetDialog name={person.displayName} reset={reset} onClose={() => setAsked(null)} />
      )}
    </>
  )
}

function ResetDone({ openUntil }: { openUntil: string | null }) {
  return (
    <Notice kind="good" announced>
      {openUntil === null ? say.resetDoneOff : say.resetDone(moment(new Date(openUntil), new Date()))}
    </Notice>
  )
}
