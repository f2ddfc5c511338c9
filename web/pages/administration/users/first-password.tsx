import { Button } from '@mantine/core'
import { useState } from 'react'
import type { PersonPage } from '../../../../contract/api/people.ts'
import { useHandOverPassword } from '../../../data/people.ts'
import { useSession } from '../../../data/session.ts'
import { ActButton } from '../../../parts/buttons/act-button.tsx'
import { CopyButton } from '../../../parts/buttons/copy-button.tsx'
import { Confirm } from '../../../parts/layout/confirm.tsx'
import { Dialog } from '../../../parts/layout/dialog.tsx'
import { dayOf } from '../../../parts/time/time.ts'
import { Trouble } from '../../../parts/trouble/trouble.tsx'
import { peopleWords } from '../../../words/people.ts'
import style from '../form.module.css'

const say = peopleWords.person

/** For somebody who has no password yet, or whom no letter reaches. It is shown once, and nowhere kept. */
export function FirstPassword({ person }: { person: PersonPage }) {
  const [isAsked, setAsked] = useState(false)
  const handOver = useHandOverPassword(person.id)
  const isOwn = useSession().data?.person.id === person.id
  if (isOwn || !person.active || (person.hasPassword && person.email !== null)) return null

  function make() {
    setAsked(false)
    handOver.mutate()
  }

  return (
    <>
      {handOver.error && <Trouble error={handOver.error} />}
      <div className={style.buttons}>
        <ActButton
          variant="default"
          busy={handOver.isPending}
          busyLabel={say.makingPassword}
          onClick={() => setAsked(true)}
        >
          {say.firstPassword}
        </ActButton>
      </div>
      {isAsked && (
        <Confirm
          title={say.firstPasswordTitle(person.displayName)}
          text={person.hasPassword ? say.otherPasswordText : say.firstPasswordText}
          act={say.firstPasswordAct}
          onConfirm={make}
          onCancel={() => setAsked(false)}
        />
      )}
      {handOver.data && <Paper person={person} {...handOver.data} onClose={() => handOver.reset()} />}
    </>
  )
}

interface PaperProps {
  person: PersonPage
  password: string
  expiresAt: string
  onClose: () => void
}

function Paper({ person, password, expiresAt, onClose }: PaperProps) {
  return (
    <Dialog title={say.paperTitle(person.displayName)} onClose={onClose}>
      <div className={`${style.spaced} ${style.sheet}`}>
        <p>
          {peopleWords.fields.userName}: <strong>{person.userName}</strong>
        </p>
        <p>
          {say.firstPasswordIs}: <strong className={style.paper}>{password}</strong>{' '}
          <CopyButton text={password} label={say.copyPassword} />
        </p>
        <p>{say.paperText(dayOf(new Date(expiresAt), new Date()))}</p>
      </div>
      <div className={style.buttons}>
        <Button onClick={() => window.print()}>{say.print}</Button>
        <Button variant="default" onClick={onClose}>
          {say.paperDone}
        </Button>
      </div>
    </Dialog>
  )
}
