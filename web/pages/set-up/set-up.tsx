import { useEffect, useState } from 'react'
import type { Enrollment } from '../../../contract/api/enrollment.ts'
import type { Step } from '../../../contract/api/sign-in.ts'
import { everybodysMethod, type Method } from '../../../contract/words.ts'
import { failureCode } from '../../data/call/call-failed.ts'
import { useEnrollment, useFinishSetUp } from '../../data/enrollment.ts'
import { PageHeading } from '../../parts/layout/page-heading.tsx'
import { Waiting } from '../../parts/layout/waiting.tsx'
import { Trouble } from '../../parts/trouble/trouble.tsx'
import { setUpWords } from '../../words/set-up.ts'
import { AppStep } from './app-step.tsx'
import { EmailStep } from './email-step.tsx'
import { FinishStep } from './finish-step.tsx'
import { Finished } from './finished.tsx'
import style from './set-up.module.css'
import { hasChoice, type SetUpStep, stateOf, stepAfter, stepsOf, stepToShow } from './set-up-steps.ts'
import { Stepper } from './stepper.tsx'
import { TextStep } from './text-step.tsx'

export interface SetUpProps {
  /** The step in the address; the server's answer decides whether it can be shown. */
  asked: SetUpStep | undefined
  /** Puts another step into the address, so that back and reload find it. */
  onGo: (step: SetUpStep, how: { replace: boolean }) => void
  /**
   * During the sign-in the answer is its next step; from the profile it is the set-up itself.
   * True where nothing more is asked, and the end can be told.
   */
  onFinished: (answer: Step | Enrollment) => boolean
  onLeave: () => void
  /** The sign-in has run out. */
  onOver: () => void
  isSignIn: boolean
}

const methodSteps = { email: EmailStep, app: AppStep, text: TextStep }

/** "2 Factor Authentication Setup": e-mail, app, text message, default; during the sign-in and from the profile. */
export function SetUp({ asked, onGo, onFinished, onLeave, onOver, isSignIn }: SetUpProps) {
  const { data: enrollment, error } = useEnrollment({ isSignIn })
  const finish = useFinishSetUp()
  const [chosen, setChosen] = useState<Method | null>(null)
  const shown = enrollment && stepToShow(enrollment, asked)
  const MethodStep = shown && shown !== 'finish' && methodSteps[shown]
  const isOver = isEnd(error)

  useEffect(() => {
    if (shown !== undefined && shown !== asked) onGo(shown, { replace: true })
  }, [shown, asked, onGo])
  useEffect(() => {
    if (isOver) onOver()
  }, [isOver, onOver])

  function choose(method: Method) {
    if (finish.isPending) return
    finish.mutate(method, {
      onSuccess: (answer) => {
        if (onFinished(answer)) setChosen(method)
      },
      onError: (refusal) => isEnd(refusal) && onOver(),
    })
  }

  function next(known: Enrollment) {
    const step = stepAfter(known, shown!)
    if (step === 'finish' && !hasChoice(known)) choose(everybodysMethod)
    else onGo(step, { replace: false })
  }

  if (chosen !== null && enrollment)
    return <Finished method={chosen} onContinue={onLeave} isSignIn={isSignIn} />
  const wizard = enrollment && {
    enrollment,
    onNext: next,
    onOver: (refusal: unknown) => isEnd(refusal) && onOver(),
    isFinishing: finish.isPending,
  }
  return (
    <div className={style.wizard}>
      <PageHeading>{setUpWords.title}</PageHeading>
      {error && !isOver && <Trouble error={error} />}
      {!enrollment && !error && <Waiting />}
      {enrollment && shown && (
        <Stepper
          steps={stepsOf(enrollment).map((step) => ({ step, state: stateOf(enrollment, step, shown) }))}
        />
      )}
      {finish.error && !isEnd(finish.error) && <Trouble error={finish.error} />}
      {wizard && MethodStep && <MethodStep {...wizard} />}
      {wizard && shown === 'finish' && <FinishStep {...wizard} onChoose={choose} />}
    </div>
  )
}

const isEnd = (error: unknown) =>
  ['no-sign-in', 'sign-in-over', 'no-session'].includes(failureCode(error) ?? '')
