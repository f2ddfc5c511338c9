import { getRouteApi } from '@tanstack/react-router'
import { lazy, Suspense, useCallback } from 'react'
import type { Enrollment } from '../../../contract/api/enrollment.ts'
import type { Step } from '../../../contract/api/sign-in.ts'
import { useGiveUp, useTakeStep } from '../../data/sign-in.ts'
import { LinkButton } from '../../parts/buttons/link-button.tsx'
import { CardPage, Stack } from '../../parts/layout/card-page.tsx'
import { Waiting } from '../../parts/layout/waiting.tsx'
import { words } from '../../words/en.ts'
import type { SetUpStep } from '../set-up/set-up-steps.ts'
import { safeReturnTo } from './return-to.ts'

/** Fetched by those who need it only: most sign-ins never see it. */
const SetUp = lazy(async () => ({ default: (await import('../set-up/set-up.tsx')).SetUp }))
const route = getRouteApi('/sign-in')

interface EnrollProps {
  name: string
  /** The sign-in's last step, once set-up is complete. */
  finished: Step | null
  onFinished: (step: Step) => void
  /** The sign-in has come to its end without a session; the sentence says how, and is empty where the person knows. */
  onOver: (farewell: string) => void
}

/** The set-up right after the password. It opens nothing else. */
export function Enroll({ name, finished, onFinished, onOver }: EnrollProps) {
  const { setup } = route.useSearch()
  const navigate = route.useNavigate()
  const giveUp = useGiveUp()
  const takeStep = useTakeStep()

  const go = useCallback(
    (step: SetUpStep | undefined, { replace }: { replace: boolean }) =>
      void navigate({ to: '/sign-in', search: (before) => ({ ...before, setup: step }), replace }),
    [navigate],
  )
  const end = useCallback(
    (farewell: string) => {
      go(undefined, { replace: true })
      onOver(farewell)
    },
    [go, onOver],
  )

  /** Where every way was proved on another day, the sign-in goes on by asking for a code. */
  function finish(answer: Step | Enrollment): boolean {
    const isDone = 'step' in answer && answer.step === 'done'
    if (isDone) onFinished(answer)
    else if ('step' in answer) takeStep(answer)
    return isDone
  }

  function leave() {
    const returnTo = finished?.step === 'done' ? finished.returnTo : '/'
    window.location.replace(safeReturnTo(returnTo, window.location.origin))
  }

  return (
    <CardPage name={name} wide>
      <Stack>
        <Suspense fallback={<Waiting />}>
          <SetUp
            asked={setup}
            onGo={go}
            onFinished={finish}
            onLeave={leave}
            onOver={() => end(words.enroll.over)}
            isSignIn
          />
        </Suspense>
        {finished === null && (
          <div>
            <LinkButton
              still={giveUp.isPending}
              onClick={() => giveUp.mutate(undefined, { onSettled: () => end('') })}
            >
              {words.enroll.back}
            </LinkButton>
          </div>
        )}
      </Stack>
    </CardPage>
  )
}
