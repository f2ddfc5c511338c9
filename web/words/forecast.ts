import type { Method } from '../../contract/words.ts'

const people = (count: number) => (count === 1 ? '1 person' : `${count} people`)

/** What stands beside Save before a change asks more of people, in English. */
export const forecastWords = {
  titles: { on: 'If you turn this on now', save: 'If you save this now' },
  looking: 'Looking at everybody’s sign-in…',
  asked: {
    text: (count: number) => `${people(count)} will be asked for a text message on computers we don't know.`,
    email: (count: number) =>
      `${people(count)} will be asked for a code by e-mail on computers we don't know.`,
    app: (count: number) =>
      `${people(count)} will be asked for a code from their app on computers we don't know.`,
  } satisfies Record<Method, (count: number) => string>,
  setUp: (count: number) => `${people(count)} will be led to set-up at their next sign-in.`,
  letIn: (count: number) => `${people(count)} will be let in with only their password.`,
  nobodyLockedOut: 'Everybody could still sign in.',
  lockedOut: (count: number, why: string | null) =>
    `${people(count)} could not sign in on a new computer${why === null ? '.' : `: ${why}.`}`,
  why: {
    'cell-phone': 'no cell phone',
    reset: 'no way to confirm that still counts',
    'text-service': 'no service for text messages',
  },
  ownToo: (count: number, all: boolean) =>
    all
      ? 'Their usual computer would not let them in either.'
      : `${people(count)} would not get in on their usual computer either.`,
  location: (name: string) => `${name}: nobody there could make a new computer known.`,
  moreLocations: (count: number) => (count === 1 ? 'and 1 more location.' : `and ${count} more locations.`),
  textServiceMissing:
    'Codes would go by text message, and this server has no service for text messages. Whoever runs the server can set one up.',
  show: 'Show and mend',
  hide: 'Hide',
  showLabel: (line: string) => `Show and mend: ${line}`,
  cellPhone: (name: string) => `Cell Phone of ${name}`,
  enter: 'Enter the number',
  entering: 'Saving…',
  entered: (name: string) => `The cell phone of ${name} is saved.`,
  all: 'All of them in User Administration',
  firstOnly: (shown: number, count: number) => `The first ${shown} of ${count}:`,
  askWhoAdministers: 'Whoever administers users can mend this.',
  locksOutYou: 'You are among them: on a new computer you could not sign in yourself.',
  confirm: (organization: string) =>
    `To save it all the same, type the name of your organization: ${organization}`,
  confirmLabel: 'Name of the organization',
  confirmWrong: 'That is not the name of the organization.',
  tryIt: 'You can try it without risk: show what last month would have looked like',
  lastMonth: {
    title: 'The last 30 days, had this been on',
    none: 'Nobody signed in during the last 30 days, so there is nothing to show yet.',
    signIns: (count: number) => (count === 1 ? 'Of 1 sign-in,' : `Of ${count} sign-ins,`),
    asked: (count: number, truth: number) => `${count} would have been asked for a code (in truth ${truth});`,
    setUp: (count: number) => `${count} would have been led to set-up;`,
    letIn: (count: number) => `${count} would have needed only the password;`,
    lockedOut: (count: number) => `${count} would not have been let in.`,
    who: (names: string, more: number) =>
      `Not let in at least once: ${names}${more > 0 ? ` and ${more} more` : ''}.`,
  },
  home: {
    location: (name: string) => `${name}: nobody can confirm a new computer.`,
    people: (count: number) =>
      count === 1
        ? '1 person could not sign in on a new computer.'
        : `${count} people could not sign in on a new computer.`,
    mend: 'Mend',
    remedyLabel: (line: string) => `Mend: ${line}`,
  },
} as const
