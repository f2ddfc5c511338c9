import { getRouteApi, Link } from '@tanstack/react-router'
import { useCallback, useState } from 'react'
import { ArrowLeftIcon } from '../../look/icons.tsx'
import { setUpWords } from '../../words/set-up.ts'
import { SetUp } from '../set-up/set-up.tsx'
import type { SetUpStep } from '../set-up/set-up-steps.ts'
import style from './set-up.module.css'

const route = getRouteApi('/inside/profile/set-up')

/** R6.7: the same wizard, to add, to replace and to choose the default. */
export function ProfileSetUp() {
  const { setup } = route.useSearch()
  const navigate = route.useNavigate()
  const [isFinished, setFinished] = useState(false)
  const toProfile = useCallback(() => void navigate({ to: '/profile' }), [navigate])
  const go = useCallback(
    (step: SetUpStep, { replace }: { replace: boolean }) =>
      void navigate({ to: '/profile/set-up', search: { setup: step }, replace }),
    [navigate],
  )
  return (
    <div className={style.page}>
      {!isFinished && (
        <Link className="link" to="/profile">
          <ArrowLeftIcon />
          {setUpWords.toProfile}
        </Link>
      )}
      <div className={style.card}>
        <SetUp
          asked={setup}
          onGo={go}
          onFinished={() => {
            setFinished(true)
            return true
          }}
          onLeave={toProfile}
          onOver={toProfile}
          isSignIn={false}
        />
      </div>
    </div>
  )
}
