import type { Step } from '../../../contract/api/sign-in.ts'
import { clauseOf } from '../../parts/reason.ts'
import { words } from '../../words/en.ts'

export type CodeStep = Extract<Step, { step: 'code' }>

/** Where the code went and why it was asked for, in one sentence where the reason allows it. */
export function CodeMessage({ step, id }: { step: CodeStep; id: string }) {
  const sentence = step.reasons[0]?.sentence ?? ''
  const clause = clauseOf(sentence)
  return (
    <p id={id}>
      {step.sentTo === null
        ? words.code.fromApp(step.digits, step.organization)
        : words.code.sent(step.digits, step.sentTo)}
      {clause === null ? `. ${sentence}` : ` ${words.code.because(clause)}.`}
    </p>
  )
}
