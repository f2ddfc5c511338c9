import type { Method } from '../../contract/words.ts'

/** What the User Profile says, in English; fetched with it. */
export const profileWords = {
  title: 'User Profile',
  none: 'none',
  save: 'Save',
  saving: 'Saving…',
  cancel: 'Cancel',
  saved: 'Saved.',

  own: {
    title: 'Your data',
    displayName: 'Name',
    userName: 'User name',
    organization: 'Organization',
    location: 'Location',
    email: 'E-mail',
    cellPhone: 'Cell phone',
    change: 'Change your data',
    help: 'We send a code to a new e-mail address or cell phone, and change it once you enter that. Then we ask for a code again on every computer.',
  },

  newAddress: {
    title: { email: 'Confirm your new e-mail', cellPhone: 'Confirm your new cell phone' },
    sent: (address: string) => `We sent a code to ${address}.`,
    until: {
      email: 'Your e-mail stays as it is until you enter it.',
      cellPhone: 'Your cell phone stays as it is until you enter it.',
    },
    takesCodes: {
      email: 'Send my codes by e-mail there, too',
      cellPhone: 'Send my codes by text message there, too',
    },
    present: (address: string) => `Without the mark they still go to ${address}.`,
  },

  methods: {
    title: 'Ways to confirm',
    intro: 'When we ask for a code, it can come like this:',
    names: { email: 'E-mail', app: 'Authenticator app', text: 'Text message' } satisfies Record<
      Method,
      string
    >,
    default: '(Default)',
    ready: (since: string) => `Set up ${since}`,
    readyPlain: 'Set up',
    pending: 'Begun, but not confirmed yet',
    missing: 'Not set up',
    notAllowed: 'Your organization does not use this way.',
    locked: (until: string) => `Closed until ${until}, after too many wrong codes`,
    disabled: 'Off after too many wrong codes, until it is set up again',
    add: (way: string) => `Set up: ${way}`,
    addShort: 'Set up',
    replace: 'Replace',
    remove: 'Remove',
    replaceLabel: (way: string) => `Replace: ${way}`,
    removeLabel: (way: string) => `Remove: ${way}`,
    removeTitle: { app: 'Remove the authenticator app?', text: 'Remove text messages?' },
    removeText: {
      app: 'Codes of your app will not count any more. You can set it up again whenever you like.',
      text: 'We will not send you codes by text message any more. You can set it up again whenever you like.',
    },
    removed: 'Removed.',
    setUp: 'Setup 2 Factor Authentication',
    reset: 'Reset/Disable 2 Factor Authentication',
    resetConsequence: (hours: number) =>
      `Your ways to confirm will be removed. Your password alone leads you to set-up again, within ${hours === 1 ? '1 hour' : `${hours} hours`}.`,
    resetConsequenceOff: 'Your ways to confirm will be removed. You can set them up again whenever you like.',
    resetMore: 'You are signed out on your other computers, and we tell you by e-mail.',
    resetAct: 'Reset/Disable',
    resetPassword: 'On this computer your password is enough.',
    resetPasswordMissing: 'Please enter your password.',
    resetNoCode: 'We ask for a code first. Can no code reach you any more?',
    resetting: 'Removing…',
    resetDone: (until: string) =>
      `Your ways to confirm are removed. Your password alone leads you to set-up again, until ${until}.`,
    resetDoneOff: 'Your ways to confirm are removed.',
  },

  connections: {
    title: 'My connections',
    intro: 'Computers and networks you have signed in from.',
    empty: 'Computers on which you enter a code appear here, so that you can have them forgotten.',
    browserOn: (browser: string, system: string) => `${browser} on ${system}`,
    network: (network: string) => `network ${network}`,
    thisOne: 'This one',
    confirmed: (ago: string) => `confirmed ${ago}`,
    notConfirmed: 'no code remembered',
    lastUsed: (ago: string) => `last used ${ago}`,
    forget: 'Forget',
    forgetting: 'Forgetting…',
    forgetLabel: (what: string) => `Forget ${what}`,
    forgotten: 'Forgotten. We ask for a code there next time.',
    forgetAll: 'Forget all connections',
    forgetAllTitle: 'Forget all connections?',
    forgetAllText: 'On every computer, this one too, we ask you for a code at the next sign-in.',
    forgetAllAct: 'Forget all',
    all: (count: number) => `Show all ${count}`,
  },

  sessions: {
    title: 'My sessions',
    intro: 'Where you are signed in just now.',
    thisOne: 'This one',
    since: (when: string) => `signed in ${when}`,
    end: 'End',
    ending: 'Ending…',
    endLabel: (what: string) => `End the session: ${what}`,
    endAll: 'End all other sessions',
    ended: (count: number) => (count === 1 ? '1 session was ended.' : `${count} sessions were ended.`),
  },

  password: {
    title: 'Your password',
    changed: (ago: string) => `Last changed ${ago}.`,
    change: 'Change your password',
    label: 'New password',
    rule: 'At least 12 characters. A few words in a row are easy to remember and hard to guess.',
    missing: 'Please enter a new password.',
    save: 'Change the password',
    done: 'Your password is changed. You are signed out everywhere else.',
  },
} as const
