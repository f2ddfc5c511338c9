import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { everybodysMethod, type Method } from '../../../contract/words.ts'
import { ActButton } from '../../parts/buttons/act-button.tsx'
import { LinkButton } from '../../parts/buttons/link-button.tsx'
import { Notice } from '../../parts/layout/notice.tsx'
import { words } from '../../words/en.ts'
import { setUpWords } from '../../words/set-up.ts'
import { methodKinds } from './method-kinds.ts'
import style from './set-up.module.css'
import { StepFrame } from './step-frame.tsx'
import type { WizardStep } from './wizard-step.ts'

interface MethodStepProps extends Omit<WizardStep, 'onOver'> {
  method: Method
  /** What is ready, as a sentence. */
  readySentence: string
  /** How the method is set up; shown while it is not ready, or to replace it. */
  children: ReactNode
}

/** A step for one way to confirm: set it up, skip it, or keep what is finished. */
export function MethodStep({
  method,
  readySentence,
  enrollment,
  onNext,
  isFinishing,
  children,
}: MethodStepProps) {
  const isUnderWay = methodKinds[method].onItsWay(enrollment.methods) !== null
  const [isReplacing, setReplacing] = useState(isUnderWay)
  const heading = setUpWords[method].heading
  const isReady = enrollment.methods[method].state === 'ready'
  const goOn = () => onNext(enrollment)
  if (isReady && !isReplacing)
    return (
      <StepFrame heading={heading}>
        <Notice kind="good">{readySentence}</Notice>
        <div className={style.buttons}>
          <ActButton busy={isFinishing} busyLabel={words.working} onClick={goOn}>
            {setUpWords.carryOn}
          </ActButton>
          <Button variant="default" onClick={() => setReplacing(true)}>
            {setUpWords.replace[method]}
          </Button>
        </div>
      </StepFrame>
    )
  return (
    <StepFrame heading={heading}>
      {isReady && <p className="soft">{setUpWords.keepsWorking}</p>}
      {children}
      {isReady ? (
        <div>
          <LinkButton onClick={() => setReplacing(false)}>{setUpWords.keep}</LinkButton>
        </div>
      ) : (
        method !== everybodysMethod && (
          <ActButton variant="default" busy={isFinishing} busyLabel={words.working} onClick={goOn}>
            {setUpWords.skip}
          </ActButton>
        )
      )}
    </StepFrame>
  )
}
