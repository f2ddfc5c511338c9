import type { Step } from '../../../contract/api/sign-in.ts'
import { words } from '../../words/en.ts'
import { clauseOf } from './reason.ts'

export type CodeStep = Extract<Step, { step: 'code' }>

/** Where the code is and why it is asked for: in one sentence where it was sent and the reason joins it well. */
export function CodeMessage({ step, id }: { step: CodeStep; id: string }) {
  const sentence = step.reasons[0]?.sentence ?? ''
  const clause = clauseOf(sentence)
  const because = clause === null ? null : `${words.code.because(clause)}.`
  if (step.sentTo === null)
    return (
      <p id={id}>
        {words.code.fromApp(step.digits, step.organization)}{' '}
        {because === null ? sentence : `${words.code.weAsk} ${because}`}
      </p>
    )
  return (
    <p id={id}>
      {words.code.sent(step.digits)} <span className="whole">{step.sentTo}</span>
      {because === null ? `. ${sentence}` : ` ${because}`}
    </p>
  )
}
