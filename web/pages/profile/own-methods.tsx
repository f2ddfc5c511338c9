import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Profile } from '../../../contract/api/profile.ts'
import { type ChosenMethod, everybodysMethod } from '../../../contract/words.ts'
import { useRemoveMethod } from '../../data/enrollment.ts'
import { useResetTwoFactor } from '../../data/profile.ts'
import { ActButton } from '../../parts/buttons/act-button.tsx'
import { Confirm } from '../../parts/layout/confirm.tsx'
import { Notice } from '../../parts/layout/notice.tsx'
import { Panel } from '../../parts/layout/panel.tsx'
import { moment } from '../../parts/time/time.ts'
import { Trouble } from '../../parts/trouble/trouble.tsx'
import { profileWords } from '../../words/profile.ts'
import { OwnMethodEntry } from './own-method.tsx'
import style from './profile.module.css'
import { ResetOwn } from './reset-own.tsx'

const say = profileWords.methods
type Asked = ChosenMethod | 'reset'

/** Each way with its state, and the manual's two buttons. Both say what will happen before it happens. */
export function OwnMethods({ profile }: { profile: Profile }) {
  const navigate = useNavigate()
  const [asked, setAsked] = useState<Asked | null>(null)
  const remove = useRemoveMethod()
  const reset = useResetTwoFactor()
  const setUp = () => navigate({ to: '/profile/set-up', search: { setup: everybodysMethod } })

  function confirmed(what: ChosenMethod) {
    setAsked(null)
    remove.reset()
    remove.mutate(what)
  }

  return (
    <Panel title={say.title}>
      <p className="soft">{say.intro}</p>
      <ul className={style.list}>
        {profile.methods.map((own) => (
          <li key={own.method}>
            <OwnMethodEntry
              own={own}
              isDefault={own.method === profile.default}
              isBusy={remove.isPending}
              onRemove={setAsked}
            />
          </li>
        ))}
      </ul>
      <div className={style.more}>
        {remove.error && <Trouble error={remove.error} />}
        {remove.isSuccess && (
          <Notice kind="good" announced>
            {say.removed}
          </Notice>
        )}
        {reset.error && asked !== 'reset' && <Trouble error={reset.error} />}
        {reset.data && <ResetDone openUntil={reset.data.openUntil} />}
        <div className={style.buttons}>
          <Button onClick={setUp}>{say.setUp}</Button>
          <ActButton
            variant="default"
            busy={reset.isPending}
            busyLabel={say.resetting}
            onClick={() => {
              reset.reset()
              setAsked('reset')
            }}
          >
            {say.reset}
          </ActButton>
        </div>
      </div>
      {asked === 'reset' && <ResetOwn reset={reset} onClose={() => setAsked(null)} />}
      {asked !== null && asked !== 'reset' && (
        <Confirm
          title={say.removeTitle[asked]}
          text={say.removeText[asked]}
          act={say.remove}
          onConfirm={() => confirmed(asked)}
          onCancel={() => setAsked(null)}
        />
      )}
    </Panel>
  )
}

function ResetDone({ openUntil }: { openUntil: string | null }) {
  return (
    <Notice kind="good" announced>
      {openUntil === null ? say.resetDoneOff : say.resetDone(moment(new Date(openUntil), new Date()))}
    </Notice>
  )
}
