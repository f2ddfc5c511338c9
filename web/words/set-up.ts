import type { Method } from '../../contract/words.ts'

/** What the set-up wizard says, in English; fetched with it. */
export const setUpWords = {
  title: '2 Factor Authentication Setup',
  steps: { email: 'E-mail', app: 'App', text: 'Text message', finish: 'Finish' } satisfies Record<
    Method | 'finish',
    string
  >,
  states: { done: 'done', now: 'now', later: 'later' },
  stepper: 'Steps',
  place: (at: number, of: number) => `Step ${at} of ${of}`,
  skip: 'Skip',
  carryOn: 'Continue',
  toProfile: 'Back to your profile',

  ready: {
    email: (address: string) => `Codes can be sent by e-mail to ${address}.`,
    app: 'Your authenticator app is set up.',
    text: (phone: string) => `Codes can be sent by text message to ${phone}.`,
  },
  replace: {
    email: 'Use another address',
    app: 'Set up another app',
    text: 'Use another number',
  } satisfies Record<Method, string>,
  keepsWorking: 'The one you have keeps working until the new one is confirmed.',
  keep: 'Keep what you have',

  email: {
    heading: 'First, confirm your e-mail address',
    intro: 'We use it when another way fails.',
    label: 'E-mail address',
    help: 'You may enter another address, to be used for codes only.',
    send: 'Email Token',
    sent: (address: string) => `We sent a code to ${address}.`,
    missing: 'Please enter your e-mail address.',
  },
  expires: {
    soon: 'It expires in one to two minutes.',
    minutes: (count: number) => `It expires in about ${count} minutes.`,
  },

  app: {
    heading: 'Get codes from an app on your phone',
    intro: 'Free, and works without signal.',
    install: 'Install Microsoft Authenticator, Authy or Google Authenticator on your phone.',
    scan: 'In the app, add an account and scan this picture:',
    picture: 'QR code to scan with your authenticator app',
    orType: 'Or type this key into the app:',
    copyKey: 'Copy the key',
    onThisPhone: 'Is the app on this device? Open it',
    another:
      'Too many wrong codes: this picture is a new one. Remove the account you have just added from the app, and scan again.',
    enter: 'Enter the 6-digit code that the app shows.',
  },

  text: {
    heading: 'Get codes by text message',
    intro: 'We send the code by itself as soon as the number is complete.',
    rates: 'Standard messaging rates apply.',
    label: 'Cell phone number',
    help: '10 digits, or + and the country code.',
    forProfile: 'This is my cell phone in my profile, too',
    sending: 'Sending…',
    sent: (phone: string) => `Sent to ${phone}.`,
    unusable: 'This is not a cell phone number: please enter its digits only, without an extension.',
  },

  finish: {
    heading: 'Which should we use first?',
    intro: 'At the next sign-in we use it by itself. You can always try another way there.',
    onlyOne: 'We will send your codes by e-mail.',
    default: '(Default)',
    methods: {
      email: 'E-mail',
      text: 'Text message',
      app: 'Authenticator app',
    } satisfies Record<Method, string>,
    app: 'The code that your app shows',
    ok: 'OK',
  },

  done: {
    heading: "You're set up.",
    always: 'From now on we ask for a code every time you sign in.',
    days: (count: number) =>
      count === 1
        ? "Next time, on this computer and network, we won't ask for 1 day."
        : `Next time, on this computer and network, we won't ask for ${count} days.`,
    default: {
      email: 'When we ask for a code, we send it by e-mail.',
      text: 'When we ask for a code, we send it by text message.',
      app: 'When we ask for a code, you find it in your app.',
    } satisfies Record<Method, string>,
  },
} as const
