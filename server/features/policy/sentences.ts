/** What a person reads about each reason: one short, kind sentence, without the words of the trade. */
import type { Check } from '../../../contract/words.ts'
import { unknownNetwork } from '../machines/network.ts'
import { dateText, daysText } from './dates.ts'
import type { ReasonValues } from './decision.ts'

export const sentences: Record<Check, (values: ReasonValues) => string> = {
  'person-inactive': () => 'This account is not in use any more.',
  'nothing-asked': () => 'Your organization asks for nothing beside the password.',
  'no-cell-phone': ({ machine }) =>
    machine === 'idle'
      ? 'Nobody has used this computer for a while, and there is no cell phone in your profile to send a code to.'
      : "We don't know this computer yet, and there is no cell phone in your profile to send a code to.",
  'mailbox-alone': ({ until }) =>
    until === null
      ? 'Your mailbox alone is not enough for a new password, because you have set up another way to confirm.'
      : 'Your password was chosen by a link in your mailbox, so where you have not confirmed before a code by e-mail is not enough.',
  'machine-key-missing': ({ registeredAt }) =>
    registeredAt === null
      ? 'Your organization does not know this browser well enough to skip the code.'
      : 'This browser could not show that it is the one we know.',
  'machine-unrecognized': () => 'Nobody in your organization has confirmed on this computer before.',
  'machine-idle': ({ days }) => `Nobody in your organization has used this computer for ${daysText(days)}.`,
  'reset-open': () => 'Your ways to confirm were reset, so please set them up again.',
  'reset-over': () => 'Setting up your ways to confirm was not finished, so please confirm by what you have.',
  'not-set-up': () => 'Your organization asks everybody to set up a way to confirm that it is them.',
  'no-method-left': () => 'None of your ways to confirm can be used right now.',
  'every-sign-in': () => 'Your organization asks for a code at every sign-in.',
  'machine-new': () => 'You have not confirmed on this computer before.',
  'network-changed': ({ from, to }) =>
    [from, to].includes(unknownNetwork)
      ? 'We could not see which network you are on.'
      : 'You are on a different network than last time.',
  'browser-changed': () => 'You are using a different browser than last time.',
  'system-changed': () => 'This computer runs a different system than last time.',
  'frequency-elapsed': ({ days, limit }) =>
    `It has been ${daysText(days)} since you last confirmed here; your organization asks ${every(limit)}.`,
  known: ({ by, provedAt }) =>
    by === 'remembered-connection'
      ? `You confirmed on this computer on ${dateText(provedAt)}.`
      : 'Your organization knows this computer.',
  'last-word': () => 'We want to be sure that it is you.',
}

function every(limit: ReasonValues[string] | undefined): string {
  return limit === 1 ? 'every day' : `every ${daysText(limit)}`
}
