/** Decides what is said about a wrong code: how many tries are left, or that the phone's clock is off. */
import type { ProblemBody } from '../../../contract/errors.ts'
import { words } from '../../words/en.ts'
import { roughly } from '../time/time.ts'

type Wrong = Pick<Partial<ProblemBody>, 'triesLeft' | 'clockOffSeconds'>

export function wrongCodeSentence({ triesLeft, clockOffSeconds = 0 }: Wrong): string {
  const tries = triesLeft === undefined ? '' : ` ${words.code.triesLeft(triesLeft)}`
  return `${clockOffSeconds === 0 ? words.code.wrong : clockSentence(clockOffSeconds)}${tries}`
}

/** Positive when the phone is ahead. */
function clockSentence(off: number): string {
  const time = roughlyMinutes(Math.abs(off))
  return off < 0 ? words.code.clockSlow(time) : words.code.clockFast(time)
}

const roughlyMinutes = (seconds: number) => roughly(seconds <= 90 ? seconds : Math.round(seconds / 60) * 60)
