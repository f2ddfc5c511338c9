/** How an answer about opening explains itself: a sentence to the person, a line with all values to administrators. */
import type { OpenCheck } from '../../../contract/words.ts'
import { momentText } from '../policy/dates.ts'
import type { Opening, OpeningChange, OpeningValues } from './opening.ts'

export const openingSentences: Record<OpenCheck, (values: OpeningValues) => string> = {
  'application-off': () => 'This application is switched off at the moment.',
  'not-for-you': () => 'This application is not among those you may open.',
  'machine-not-recognized': () => 'This application opens only on computers that your organization knows.',
  'password-too-old': () => 'This application wants your password to have been given more recently.',
  'factor-too-old': ({ provedAt }) =>
    provedAt === null
      ? 'This application wants more than the password.'
      : 'This application wants a code that was given more recently.',
  'factor-too-weak': ({ provedAt }) =>
    provedAt === null
      ? 'This application wants more than the password.'
      : 'This application wants a stronger way to confirm than the one you used.',
  open: () => 'You may open this application.',
  'last-word': () => 'We could not tell whether you may open this application.',
}

const lines: Record<OpenCheck, (values: OpeningValues) => string> = {
  'application-off': () => 'the application is off',
  'not-for-you': () => 'neither everybody, nor a group, a location or the list of people names this person',
  'machine-not-recognized': ({ machine }) => `the machine is ${machine}`,
  'password-too-old': ({ provedAt, wantedAfter }) =>
    `password given ${momentText(provedAt)}, wanted after ${momentText(wantedAfter)}`,
  'factor-too-old': ({ provedAt, wantedAfter }) =>
    `${factorText(provedAt)}, wanted after ${momentText(wantedAfter)}`,
  'factor-too-weak': ({ provedAt, method, wanted }) =>
    `${factorText(provedAt)}${method ? ` by ${method}` : ''}, wanted by ${wanted || 'a way nobody has'}`,
  open: () => 'everything that is demanded is met',
  'last-word': () => 'no check had a word for this; doubt opens nothing',
}

function factorText(provedAt: OpeningValues[string] | undefined): string {
  return provedAt ? `second factor proved ${momentText(provedAt)}` : 'no second factor proved in this session'
}

const verdicts = { open: 'Opens', 'prove-again': 'Must prove again', refuse: 'Refused' } as const

const changes: Record<OpeningChange['change'], (values: OpeningValues) => string> = {
  'turn-on': () => 'if the application were on',
  'let-in': () => 'if this person were among those who may open it',
  'recognize-machine': () => 'on a recognized machine',
  'prove-again': ({ method }) => `after proving again${method ? ` by ${method}` : ''}`,
  'set-up-a-method': ({ method }) => `with ${method} set up`,
  'open-from': ({ at }) => `from ${momentText(at)} on`,
}

const outcomes = { open: 'open', 'prove-again': 'ask to prove again', refuse: 'refuse' } as const

export function explainOpening({ verdict, check, prove, reasons, nearest }: Opening): string[] {
  const asked = [...(prove.password ? ['the password'] : []), ...prove.methods]
  return [
    `${verdicts[verdict]} (${check})${asked.length > 0 ? `: ${asked.join(', ')}` : ''}.`,
    ...reasons.map((reason) => `${reason.check}: ${lines[reason.check](reason.values)}.`),
    ...(nearest ? [`Would ${outcomes[nearest.wouldBe]} ${changes[nearest.change](nearest.values)}.`] : []),
  ]
}
