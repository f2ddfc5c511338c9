/** Decides which steps the set-up wizard has, which one is shown, and how each stands in the stepper. */

import type { Enrollment } from '../../../contract/api/enrollment.ts'
import { everybodysMethod, type Method, methods } from '../../../contract/words.ts'

export const setUpSteps = [...methods, 'finish'] as const
export type SetUpStep = (typeof setUpSteps)[number]
export type StepState = 'done' | 'now' | 'later'

type Known = Pick<Enrollment, 'methods' | 'allowed'>

/** Ways the organization has left out are not spoken of; e-mail is everybody's. */
export function stepsOf({ allowed }: Pick<Known, 'allowed'>): SetUpStep[] {
  return setUpSteps.filter((step) => step === everybodysMethod || step === 'finish' || allowed.includes(step))
}

export function readyMethods({ methods, allowed }: Known): Method[] {
  return stepsOf({ allowed }).filter(
    (step): step is Method => step !== 'finish' && methods[step].state === 'ready',
  )
}

/** R6.2: nothing before e-mail. Otherwise the step that was asked for, or the first that is not finished. */
export function stepToShow(known: Known, asked: SetUpStep | undefined): SetUpStep {
  if (known.methods[everybodysMethod].state !== 'ready') return everybodysMethod
  const steps = stepsOf(known)
  if (asked !== undefined && steps.includes(asked)) return asked
  return steps.find((step) => step === 'finish' || known.methods[step].state !== 'ready')!
}

export function stepAfter(known: Known, step: SetUpStep): SetUpStep {
  const steps = stepsOf(known)
  return steps[steps.indexOf(step) + 1] ?? 'finish'
}

/** R6.5: with one way there is nothing to choose. */
export function hasChoice(known: Known): boolean {
  return readyMethods(known).length > 1
}

export function stateOf(known: Known, step: SetUpStep, shown: SetUpStep): StepState {
  if (step === shown) return 'now'
  return step !== 'finish' && known.methods[step].state === 'ready' ? 'done' : 'later'
}
