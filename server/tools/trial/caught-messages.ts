/** Which of the messages that a trial caught are kept, and which does somebody see? */
import type { TrialMessage } from '../../../contract/api/trial.ts'

/** What a catcher found in one message. */
export type Caught = Omit<TrialMessage, 'id' | 'at'>

/** The newest 500; a trial left alone for a year must not fill the memory. */
const most = 500

/** Newest first. */
export function keep(messages: readonly TrialMessage[], message: TrialMessage): TrialMessage[] {
  return [message, ...messages].slice(0, most)
}

/** Those to one address or number, or all. Mail addresses are compared without regard to case. */
export function messagesTo(messages: readonly TrialMessage[], to?: string): TrialMessage[] {
  if (to === undefined) return [...messages]
  return messages.filter((message) => message.to.toLowerCase() === to.trim().toLowerCase())
}
