import { useState } from 'react'
import type { PersonPage } from '../../../../contract/api/people.ts'
import { useChangePerson, useInviteAgain } from '../../../data/people.ts'
import { ActButton } from '../../../parts/buttons/act-button.tsx'
import { Confirm } from '../../../parts/layout/confirm.tsx'
import { Notice } from '../../../parts/layout/notice.tsx'
import { Panel } from '../../../parts/layout/panel.tsx'
import { dayOf } from '../../../parts/time/time.ts'
import { Trouble } from '../../../parts/trouble/trouble.tsx'
import { peopleWords } from '../../../words/people.ts'
import style from '../form.module.css'
import { FirstPassword } from './first-password.tsx'

const say = peopleWords.person

/** Whether somebody may sign in, and the invitation while it has not been followed. */
export function Access({ person }: { person: PersonPage }) {
  const [isAsked, setAsked] = useState(false)
  const change = useChangePerson(person.id)
  const invite = useInviteAgain(person.id)
  const fault = change.error ?? invite.error

  function deactivate() {
    setAsked(false)
    invite.reset()
    change.mutate({ active: false })
  }

  function inviteAgain() {
    change.reset()
    invite.mutate()
  }

  return (
    <Panel title={say.access}>
      <div className={style.spaced}>
        <p>{person.active ? say.mayOf(dayOf(new Date(person.createdAt), new Date())) : say.mayNot}</p>
        {person.active && !person.hasPassword && (
          <p>{person.email === null ? say.noPasswordNote : say.invitedNote}</p>
        )}
        {fault && <Trouble error={fault} />}
        {invite.isSuccess && (
          <Notice kind="good" announced>
            {say.invitedAgain}
          </Notice>
        )}
        {change.isSuccess && (
          <Notice kind="good" announced>
            {say.saved}
          </Notice>
        )}
        <div className={style.buttons}>
          {person.active && !person.hasPassword && person.email !== null && (
            <ActButton
              variant="default"
              busy={invite.isPending}
              busyLabel={say.inviting}
              onClick={inviteAgain}
            >
              {say.inviteAgain}
            </ActButton>
          )}
          <ActButton
            variant="default"
            busy={change.isPending}
            busyLabel={say.saving}
            onClick={() => (person.active ? setAsked(true) : change.mutate({ active: true }))}
          >
            {person.active ? say.deactivate : say.activate}
          </ActButton>
        </div>
        <FirstPassword person={person} />
      </div>
      {isAsked && (
        <Confirm
          title={say.deactivateTitle(person.displayName)}
          text={say.deactivateText}
          act={say.deactivate}
          onConfirm={deactivate}
          onCancel={() => setAsked(false)}
        />
      )}
    </Panel>
  )
}
