import { type FormEvent, useState } from 'react'
import { everybodysMethod, type Method } from '../../../contract/words.ts'
import { methodIcons } from '../../look/method-icons.ts'
import { ActButton } from '../../parts/buttons/act-button.tsx'
import { Stack } from '../../parts/layout/card-page.tsx'
import { words } from '../../words/en.ts'
import { setUpWords } from '../../words/set-up.ts'
import style from './finish-step.module.css'
import { methodKinds } from './method-kinds.ts'
import { hasChoice, readyMethods } from './set-up-steps.ts'
import { StepFrame } from './step-frame.tsx'
import type { WizardStep } from './wizard-step.ts'

interface FinishStepProps extends WizardStep {
  onChoose: (method: Method) => void
}

/** Step 4: which way is used first. E-mail is chosen beforehand, or what was chosen before. */
export function FinishStep({ enrollment, isFinishing, onChoose }: FinishStepProps) {
  const ready = readyMethods(enrollment)
  const before = enrollment.default
  const [chosen, setChosen] = useState<Method>(
    before !== null && ready.includes(before) ? before : everybodysMethod,
  )

  function submit(event: FormEvent) {
    event.preventDefault()
    onChoose(chosen)
  }

  return (
    <StepFrame heading={setUpWords.finish.heading}>
      <form onSubmit={submit}>
        <Stack>
          {hasChoice(enrollment) ? (
            <>
              <p>{setUpWords.finish.intro}</p>
              <fieldset className={style.methods}>
                <legend className="out-of-sight">{setUpWords.finish.heading}</legend>
                {ready.map((method) => (
                  <MethodChoice
                    key={method}
                    method={method}
                    detail={methodKinds[method].detail(enrollment.methods)}
                    isChosen={method === chosen}
                    onChoose={setChosen}
                  />
                ))}
              </fieldset>
            </>
          ) : (
            <p>{setUpWords.finish.onlyOne}</p>
          )}
          <ActButton fullWidth busy={isFinishing} busyLabel={words.working}>
            {setUpWords.finish.ok}
          </ActButton>
        </Stack>
      </form>
    </StepFrame>
  )
}

interface MethodProps {
  method: Method
  detail: string
  isChosen: boolean
  onChoose: (method: Method) => void
}

function MethodChoice({ method, detail, isChosen, onChoose }: MethodProps) {
  const Icon = methodIcons[method]
  return (
    <label className={style.method}>
      <input
        type="radio"
        name="default"
        value={method}
        checked={isChosen}
        onChange={() => onChoose(method)}
      />
      <Icon size={24} />
      <span>
        <strong>{setUpWords.finish.methods[method]}</strong>{' '}
        {isChosen && <span className={style.default}>{setUpWords.finish.default}</span>}
        <span className={style.detail}>{detail}</span>
      </span>
    </label>
  )
}
