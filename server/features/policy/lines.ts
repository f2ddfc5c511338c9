/** What administrators read about each reason, and about what would have changed the verdict: all values, none left out. */
import type { Check, Verdict } from '../../../contract/words.ts'
import type { ChangeName } from './candidates.ts'
import { daysText, momentText } from './dates.ts'
import type { Decision, NearestChange, ReasonValues } from './decision.ts'

export function verdictLine({ verdict, check, methods, enrollFollows, restsOnReset }: Decision): string {
  const parts = [
    `${verdicts[verdict]} (${check})`,
    ...(methods.length > 0 ? [`ways: ${methods.join(', ')}`] : []),
    ...(enrollFollows ? ['set-up follows'] : []),
    ...(restsOnReset ? ['it rests on the open reset'] : []),
  ]
  return `${parts.join('; ')}.`
}

const verdicts: Record<Verdict, string> = {
  allow: 'Let in without a code',
  challenge: 'Asked for a code',
  enroll: 'Led to set-up',
  refuse: 'Refused',
}

export const reasonLines: Record<Check, (values: ReasonValues) => string> = {
  'person-inactive': () => 'the person was deactivated',
  'nothing-asked': () => '2FA is Off and UMA is off',
  'no-cell-phone': ({ machine, ...values }) =>
    `the person has no cell phone to prove the machine with; ${machine === 'idle' ? machineText(values) : 'the machine is not recognized'}`,
  'mailbox-alone': ({ until }) =>
    until === null
      ? 'a link to choose a password was opened by somebody who has another way to confirm'
      : `the password was chosen by a link in the mailbox, MAILBOXALONE is "not allowed", and the person was never here; a code by e-mail counts again from ${momentText(until)} on`,
  'machine-key-missing': ({ registeredAt, another }) =>
    registeredAt === null
      ? 'MACHINEKEY is required, and the machine has no key'
      : `the machine has a key since ${momentText(registeredAt)}, and ${another ? 'another one' : 'none'} was proved`,
  'machine-unrecognized': () => 'nobody proved this machine, or its browser or system changed since',
  'machine-idle': (values) => machineText(values),
  'reset-open': () => 'two factor authentication was reset, and the reset is open',
  'reset-over': () => 'set-up was begun and not finished, or the reset before it has run out or was ended',
  'not-set-up': () => 'the person has not finished set-up',
  'no-method-left': () => 'the person is set up, and every method is disabled or not allowed any more',
  'every-sign-in': ({ limit }) => `2FAFREQUENCY is ${limit}`,
  'machine-new': ({ hasCookie }) =>
    hasCookie ? 'this person never proved a factor on this machine' : 'there was no machine cookie',
  'network-changed': changeText('network'),
  'browser-changed': changeText('browser'),
  'system-changed': changeText('operating system'),
  'frequency-elapsed': (values) => provedText(values),
  known: ({ by, ...values }) =>
    by === 'remembered-connection'
      ? `remembered connection: ${provedText(values)}`
      : `recognized machine: ${machineText(values)}`,
  'last-word': () => 'no check had a word for this; doubt asks for a code',
}

function provedText({ provedAt, days, limit }: ReasonValues): string {
  return `proved ${daysText(days)} ago (${momentText(provedAt)}), limit ${daysText(limit)}`
}

function machineText({ name, recognizedAt, lastUsedAt, days, limit }: ReasonValues): string {
  const known = `${name ? `"${name}", ` : ''}recognized ${momentText(recognizedAt)}`
  return `${known}, last used ${daysText(days)} ago (${momentText(lastUsedAt)}), limit ${daysText(limit)}`
}

function changeText(part: string) {
  return ({ from, to, provedAt }: ReasonValues) =>
    `${part} ${to}, was ${from} when proved ${momentText(provedAt)}`
}

export function nearestLine({ change, wouldBe, values }: NearestChange): string {
  const when = circumstances[change as ChangeName](values)
  return change === 'sign-in-after' ? `Will ${outcomes[wouldBe]} ${when}.` : `Would ${past[wouldBe]} ${when}.`
}

const outcomes: Record<Verdict, string> = {
  allow: 'not be asked',
  challenge: 'be asked',
  enroll: 'be led to set-up',
  refuse: 'be refused',
}

const past: Record<Verdict, string> = {
  allow: 'not have been asked',
  challenge: 'have been asked',
  enroll: 'have been led to set-up',
  refuse: 'have been refused',
}

const circumstances: Record<ChangeName, (values: ReasonValues) => string> = {
  'activate-person': () => 'if the person were active',
  'turn-on-two-factor': () => 'if 2FA were On',
  'turn-on-unidentified-machine': () => 'if UMA were on',
  'turn-off-two-factor': () => 'if 2FA were Off',
  'add-cell-phone': () => 'with a cell phone in the profile',
  'prove-once-here': () => 'if this computer had been proved once',
  'prove-key': () => 'if the key of this machine had been proved',
  'let-cookies-count': () => 'if MACHINEKEY were where possible',
  'finish-set-up': () => 'if set-up were finished',
  'reset-two-factor': () => 'after a reset of two factor authentication',
  'set-up-a-method': () => 'with one usable method',
  'ask-less-often': ({ limit }) => `if 2FAFREQUENCY were ${limit}`,
  'sign-in-as-before': (values) => `with ${placeText(values)} on this computer`,
  'mail-counts-again': ({ at }) =>
    `where a code by e-mail counts, as it will anywhere from ${momentText(at)} on`,
  'sign-in-before': ({ at }) => `on this computer before ${momentText(at)}`,
  'sign-in-after': ({ at }) => `on this computer from ${momentText(at)} on`,
}

function placeText(values: ReasonValues): string {
  return Object.entries(values)
    .map(([part, from]) => `${part} ${from}`)
    .join(', ')
}
