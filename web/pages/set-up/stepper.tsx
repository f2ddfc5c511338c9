import { TickIcon } from '../../look/icons.tsx'
import { setUpWords } from '../../words/set-up.ts'
import type { SetUpStep, StepState } from './set-up-steps.ts'
import style from './stepper.module.css'

interface StepperProps {
  steps: readonly { step: SetUpStep; state: StepState }[]
}

/** Where the wizard stands: each step with its state, for the eye and for the ear. */
export function Stepper({ steps }: StepperProps) {
  const at = steps.findIndex(({ state }) => state === 'now')
  return (
    <div>
      <ol className={style.steps} aria-label={setUpWords.stepper}>
        {steps.map(({ step, state }, place) => (
          <li
            key={step}
            className={style.step}
            data-state={state}
            aria-current={state === 'now' ? 'step' : undefined}
          >
            <span className={style.mark} aria-hidden="true">
              {state === 'done' ? <TickIcon size={18} /> : place + 1}
            </span>
            <span className={style.name}>
              {setUpWords.steps[step]}
              <span className="out-of-sight"> ({setUpWords.states[state]})</span>
            </span>
          </li>
        ))}
      </ol>
      {at >= 0 && (
        <p className={style.here} aria-hidden="true">
          {setUpWords.place(at + 1, steps.length)} · {setUpWords.steps[steps[at]!.step]}
        </p>
      )}
    </div>
  )
}
