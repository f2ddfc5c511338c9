import type { Method } from '../../contract/words.ts'

/** What is said of applications, in English. */
export const applicationWords = {
  title: 'Applications',
  none: 'Applications that you may open will stand here.',
  find: 'Find an application',
  noneFound: 'No application has this in its name.',
  proveAgain: (name: string) => `${name} wants to be sure that it's you`,
  carryOn: 'It opens as soon as you have confirmed.',
  notNow: 'Not now',
  notOpen: (name: string) => `${name} does not open`,
  opens: (name: string) => `${name} opens now.`,
  open: 'Open it',
  ask: (names: string) => `Ask ${names}: they say who may open what.`,
  ticket: 'Open a Ticket',
  home: 'Back to Home',

  toList: 'All applications',
  intro: 'What people open through this server, who may, and what is asked beside the sign-in.',
  empty: 'There are none yet. They come from a file: see “doorward applications apply” in the documentation.',
  byFile:
    'Applications are changed with “doorward applications apply FILE”, which shows the difference first.',
  off: 'Off',
  columns: { name: 'Application', who: 'Who may open it', demands: 'What it asks' },
  everybody: 'Everybody',
  nobody: 'Nobody',
  groups: (names: string) => `Groups: ${names}`,
  locations: (names: string) => `Locations: ${names}`,
  people: (names: string) => `People: ${names}`,
  noDemands: 'Nothing beside the sign-in',
  password: (minutes: number) =>
    minutes === 0 ? 'The password, each time anew' : `The password, given within ${minutesText(minutes)}`,
  factor: (minutes: number) =>
    minutes === 0 ? 'A code, each time anew' : `A code, proved within ${minutesText(minutes)}`,
  methods: (names: string) => `A code by ${names}`,
  methodNames: { email: 'e-mail', app: 'authenticator app', text: 'text message' } satisfies Record<
    Method,
    string
  >,
  machine: 'A computer that is recognized',
  about: 'Address',
  address: 'Opens at',
  line: 'Description',
  state: 'State',
  on: 'On',
  openIdConnect: 'OpenID Connect',
  issuer: 'Issuer',
  clientId: 'Client id',
  secret: 'Client secret',
  secretIs: 'shown once, when it was made; “doorward applications new-secret” makes another',
  noSecret: 'none: this client keeps no secret',
  redirectUris: 'Redirect addresses',
  afterSignOut: 'After signing out',
  noClient: 'This application does not speak OpenID Connect with this server.',
} as const

function minutesText(minutes: number): string {
  return minutes === 1 ? '1 minute' : `${minutes} minutes`
}
