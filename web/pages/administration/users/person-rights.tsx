import { type FormEvent, useState } from 'react'
import type { PersonPage } from '../../../../contract/api/people.ts'
import { useChangePerson, usePending } from '../../../data/people.ts'
import { useSession } from '../../../data/session.ts'
import { ActButton } from '../../../parts/buttons/act-button.tsx'
import { Panel } from '../../../parts/layout/panel.tsx'
import { Trouble } from '../../../parts/trouble/trouble.tsx'
import { peopleWords } from '../../../words/people.ts'
import style from '../form.module.css'
import { sameRights } from './person-values.ts'
import { RightsChoice } from './rights-choice.tsx'
import { Saved } from './saved.tsx'

const say = peopleWords.person

export function PersonRights({ person }: { person: PersonPage }) {
  const [held, setHeld] = useState(person.rights)
  const change = useChangePerson(person.id)
  const pending = usePending(person.id).data ?? []
  const me = useSession().data?.person
  const isOwn = me?.id === person.id
  // Nobody gives a right they lack, and none to themselves (T4).
  const mayGive = [...person.rights, ...(me && !isOwn ? me.rights : [])]
  const isChanged = !sameRights(held, person.rights)

  function submit(event: FormEvent) {
    event.preventDefault()
    if (change.isPending || !isChanged) return
    change.mutate({ rights: held }, { onSuccess: (saved) => setHeld(saved.rights) })
  }

  return (
    <Panel title={say.rights}>
      <form className={style.spaced} onSubmit={submit}>
        <RightsChoice legend={say.rights} isLegendHidden held={held} mayGive={mayGive} onChange={setHeld} />
        <p className="soft">{isOwn ? say.rightsOwn : say.rightsGiven}</p>
        {change.error && <Trouble error={change.error} />}
        {change.isSuccess && !isChanged && <Saved waits={pending.some(({ kind }) => kind === 'rights')} />}
        <div className={style.buttons}>
          <ActButton busy={change.isPending} busyLabel={say.saving} resting={!isChanged}>
            {say.saveRights}
          </ActButton>
        </div>
      </form>
    </Panel>
  )
}
