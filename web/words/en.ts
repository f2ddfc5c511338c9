import type { Method } from '../../contract/words.ts'

/** Everything the pages say, in English. People read "code" and "this computer"; administration keeps the manuals' labels. */
export const words = {
  /** How times are written: 24 hours and "3 May", which nobody can misread. */
  timeLocale: 'en-GB',

  product: 'Doorward',
  working: 'One moment…',
  skipToContent: 'Skip to the content',
  copy: 'Copy',
  copied: 'Copied',
  on: (day: string) => `on ${day}`,

  trial: {
    banner: 'Trial mode: messages are kept here instead of sent.',
    toTrial: 'Sample people and messages',
    newTab: '(opens in a new tab)',
    title: 'Trial: sample people and messages',
    intro:
      'Everything here is made up. Sign in as one of these people and read here what would have been sent to them.',
    people: 'Sample people',
    password: 'Password',
    signInAs: (name: string) => `Sign in as ${name}`,
    copyPassword: (name: string) => `Copy the password of ${name}`,
    messages: 'Messages',
    noMessages: 'Codes and notices appear here the moment they are sent, newest first. There are none yet.',
    code: 'Code',
    copyCode: 'Copy this code',
    email: 'E-mail',
    text: 'Text message',
    to: (channel: string, to: string) => `${channel} to ${to}`,
    arrived: (count: number) =>
      count === 1 ? 'A new message has arrived.' : `${count} new messages have arrived.`,
  },

  signIn: {
    title: 'Sign in',
    organization: 'Organization',
    userName: 'User name',
    password: 'Password',
    show: 'Show',
    hide: 'Hide',
    showPassword: 'Show the password',
    hidePassword: 'Hide the password',
    submit: 'Sign in',
    submitting: 'Signing in…',
    userNameMissing: 'Please enter your user name.',
    passwordMissing: 'Please enter your password.',
    organizationMissing: 'Please enter the name of your organization.',
    forgot: 'Forgot your password?',
    twoFactorOn:
      'Two factor authentication is on. After your password we may ask for a code: when this computer or connection is new to us, or was not confirmed lately. If you have not set it up yet, that comes first.',
    everyTime:
      'Two factor authentication is on. After your password we ask for a code, at every sign-in. If you have not set it up yet, that comes first.',
    machineOn:
      'Unidentified Machine Authentication is on. After your password we may ask for a code: when this computer is new to us, or nobody has used it for a while.',
    mailFrom: (sender: string) => `It comes from ${sender}.`,
    mailLook: 'Nothing there? Look in your junk mail, too.',
    help: 'Get help',
    done: 'You are signed in.',
    thirdTry: 'That was the third try. Please sign in again.',
    over: 'This sign-in is over. Please sign in again.',
    ended: 'Your session has run out, or was ended elsewhere. Please sign in again.',
    typedComesBack: 'What you typed will be there again.',
    noCookies:
      'Your browser keeps no cookies from this page, and without them nobody can sign in. Please allow cookies for it, then try again.',
    notYou:
      'This sign-in was given up, and nobody got in. If somebody else knows your password, choose a new one: “Forgot your password?”',
  },

  code: {
    title: {
      email: 'Check your e-mail',
      text: 'Check your phone',
      app: 'Check your app',
    } satisfies Record<Method, string>,
    sent: (digits: number) => `We sent a ${digits}-digit code to`,
    fromApp: (digits: number, organization: string) =>
      `Open your authenticator app and enter the ${digits}-digit code for ${organization}.`,
    because: (clause: string) => `because ${clause}`,
    weAsk: 'We ask',
    label: 'Code',
    submit: 'Continue',
    submitting: 'Checking…',
    lives: (time: string) => `It works for another ${time}.`,
    runOut: 'That code has run out. We can send a new one.',
    sendNew: 'Send a new code',
    sendAgain: 'Send it again',
    sending: 'Sending…',
    sentAgain: (to: string) => `We sent it again to ${to}.`,
    sentAlready: 'We have sent it already.',
    anotherMethod: 'Try another way',
    notYou: 'Not you?',
    changePassword: 'Change your password',
    incomplete: (digits: number) => `Please enter all ${digits} digits.`,
    wrong: "That's not the code.",
    triesLeft: (count: number) => (count === 1 ? '1 try left.' : `${count} tries left.`),
    clockSlow: (time: string) =>
      `That code is from about ${time} ago. Your phone's clock seems to be slow: turn on automatic time.`,
    clockFast: (time: string) =>
      `That code is from about ${time} ahead. Your phone's clock seems to be fast: turn on automatic time.`,
  },

  anotherMethod: {
    title: 'Try another way',
    intro: 'How would you like to get your code?',
    none: 'There is no other way set up for you.',
    methods: {
      email: 'E-mail',
      text: 'Text message',
      app: 'Authenticator app',
    } satisfies Record<Method, string>,
    to: 'to',
    needs: {
      email: 'You need to get into this mailbox.',
      text: 'You need this phone. Standard messaging rates apply.',
      app: 'You need the phone with the app. It works without signal.',
    } satisfies Record<Method, string>,
    noneOfThese: 'None of these?',
    ask: (names: string, count: number) =>
      `Ask ${names} (${count === 1 ? 'administrator' : 'administrators'})`,
    askAnybody: 'Ask an administrator of your organization',
    or: ', or ',
    openTicket: 'open a ticket',
    back: 'Back to the code',
  },

  refused: {
    unknownComputer: "We don't know this computer yet",
    idleComputer: 'Nobody has used this computer for a while',
    noCellPhone: 'To use it, we would text you a code, but there is no cell phone in your profile.',
    title: "We can't let you in just now",
    ways: ['', 'One way to get in now', 'Two ways to get in now', 'Three ways to get in now'],
    colleague:
      'Ask a colleague with a cell phone to sign in on this computer first. After that it is known for everybody.',
    administratorPhone: (names: string) => `Ask an administrator to add your cell phone: ${names}.`,
    administratorPhoneAnybody: 'Ask an administrator to add your cell phone.',
    administrator: (names: string) => `Ask an administrator to help you: ${names}.`,
    administratorAnybody: 'Ask an administrator to help you.',
    wait: (when: string) => `Wait, and try again after ${when}.`,
    tryAgain: 'Try again',
    openTicket: 'Open a ticket',
  },

  enroll: {
    back: 'Not now: back to sign in',
    over: 'You were away for a while. Please sign in again; what you have finished stays finished.',
  },

  home: {
    title: 'Home',
    connections: 'My connections',
    greeting: { morning: 'Good morning', afternoon: 'Good afternoon', evening: 'Good evening' },
    greet: (greeting: string, name: string) => `${greeting}, ${name}`,
    howTitle: 'How you got in today',
    whatIsOnTitle: 'What is on',
    messagesTitle: 'Messages',
    noMessages: 'Nothing needs you. Messages for you appear here.',
    bothOff:
      'Two factor authentication and Unidentified Machine Authentication are both off: a password alone opens every computer.',
    toPreferences: 'Look at the preferences',
    twoFactor: 'Two factor authentication',
    machine: 'Unidentified Machine Authentication',
    on: 'On',
    off: 'Off',
    until: (when: string) => `If you do nothing, you are signed out at ${when}.`,
  },

  proved: {
    password: 'Password',
    methods: {
      email: 'Code by e-mail',
      text: 'Code by text message',
      app: 'Code from your app',
    } satisfies Record<Method, string>,
    machine: (since: string) => `No code was needed: this computer is known since ${since}.`,
    machineKnown: 'No code was needed: this computer is known.',
    connection: (on: string) => `No code was needed: you confirmed this computer and connection on ${on}.`,
    connectionKnown: 'No code was needed: this computer and connection are known.',
    nothing: 'No code was asked for.',
    at: (time: string) => `at ${time}`,
  },

  frame: {
    home: 'Home',
    profile: 'User Profile',
    settings: 'Settings',
    signOut: 'Sign out',
    administration: 'Administration',
    main: 'Main',
  },

  administration: {
    system: 'System',
    preferences: 'Preferences',
    applications: 'Applications',
    audit: 'Audit',
    messages: 'Messages',
    users: 'Users',
    userAdministration: 'User Administration',
    locations: 'Locations',
    machines: 'Machines',
    showMore: 'Show more',
    noRight: 'You do not have the right to see this page.',
    askRight: (rights: readonly string[]) =>
      `It needs the right ${rights.map((right) => `“${right}”`).join(' or ')}. Whoever administers users can give it to you.`,
  },

  preferences: {
    title: 'System Preferences',
    intro: 'Choose a preference to change it.',
    columns: { label: 'Preference', code: 'Code', value: 'Value' },
    blank: 'blank',
    blankIs: (value: string) => `blank (${value})`,
    default: (value: string) => `Default: ${value}`,
    range: (least: number, most: number, unit: string) => `From ${least} to ${most} ${unit}`,
    blankMeans: (value: number) => `blank means ${value}`,
    always: '(always)',
    save: 'Save',
    saving: 'Saving…',
    cancel: 'Cancel',
    close: 'Close',
    warned: '(see the warning)',
    saved: "Saved. It applies from each person's next sign-in on. Sessions that are open keep going.",
    signEverybodyOut: 'Sign everybody out now',
    signingOut: 'Signing out…',
    signedOut: (count: number) =>
      count === 0
        ? 'Nobody else was signed in.'
        : count === 1
          ? '1 session was ended. You stay signed in.'
          : `${count} sessions were ended. You stay signed in.`,
  },

  settings: {
    title: 'Settings',
    group: 'Signing in',
    machine: 'Unidentified Machine Authentication',
    machineHelp:
      'On a computer nobody has proved yet, people get a code by text message; once one person has entered it, the computer is recognized for all colleagues.',
    save: 'Save',
  },

  notMe: {
    title: "This wasn't me",
    intro: (organization: string, name: string) => `Somebody signed in to ${organization} as ${name}:`,
    when: 'When',
    where: 'From',
    what: 'With',
    browserOn: (browser: string, system: string) => `${browser} on ${system}`,
    consequence:
      'If that was not you, tell us now. We sign this account out everywhere, forget that computer, take back what was changed there, close your password, and tell your administrators. If it was you, there is nothing to do: close this page.',
    confirm: "This wasn't me",
    confirming: 'Telling…',
    doneTitle: 'Thank you. That was the right thing to do.',
    done: 'This account is signed out everywhere, that computer is forgotten, and your administrators know. What was changed there within the last day is as it was before; where more was changed, your administrators decide. Somebody knows your password, so it opens nothing any more: choose another one now.',
    newPassword: 'Choose a new password',
    noToken: 'Please open the link in the e-mail again.',
    toSignIn: 'To the sign-in page',
  },

  notMyReset: {
    intro: (organization: string, name: string) =>
      `Somebody reset the ways to confirm of ${name} at ${organization}:`,
    consequence:
      'If that was not you, tell us now. Your ways to confirm come back, everybody is signed out of this account, and we tell your administrators. If it was you, there is nothing to do: close this page.',
    done: 'Your ways to confirm are back, this account is signed out everywhere, and your administrators know. Your password is known to somebody: have it changed before you go on.',
  },

  notMyChange: {
    intro: (organization: string, name: string) =>
      `The e-mail address or cell phone of ${name} at ${organization} was changed:`,
    from: 'Before',
    to: 'Now',
    by: 'By',
    none: 'none',
    consequence:
      'If that was not you, tell us now. What was changed is changed back, everybody is signed out of this account, and we tell your administrators. If it was you, there is nothing to do: close this page.',
    done: 'Your profile is as it was, this account is signed out everywhere, and your administrators know. Your password is known to somebody: choose another one before you go on.',
  },

  /** Somebody else made the change: nobody needed the password for it. */
  notMyChangeByOthers: {
    done: 'Your profile is as it was, this account is signed out everywhere, and your administrators know.',
  },

  notMyWaitingChange: {
    intro: (organization: string, name: string) =>
      `The e-mail address or cell phone of ${name} at ${organization} is to be changed, and is not yet:`,
    to: 'To be',
    consequence:
      'If this is not yours, tell us now. It is not changed then, and we tell your administrators. If you know of it, there is nothing to do: close this page.',
    done: 'Your profile stays as it is, and your administrators know.',
  },

  unknown: {
    title: 'There is nothing here',
    text: 'The address may be mistyped, or the page has moved.',
    home: 'Go to the home page',
  },

  trouble: {
    unreachable:
      "We can't reach the server. Please check your connection and try again; what you typed is still here.",
    internal: 'Something went wrong on our side.',
    quote: 'If you ask for help, quote this:',
    tooMany: 'Too many tries from here.',
    tooManyOver: 'You can try again now.',
    tryAgainIn: 'You can try again in',
    seconds: (count: number) => (count === 1 ? '1 second' : `${count} seconds`),
    minutes: (count: number) => (count === 1 ? '1 minute' : `${count} minutes`),
    lockedUntil: (when: string) => `There were too many wrong codes. This way is closed until ${when}.`,
    lockedForGood: 'There were too many wrong codes. This way is closed until it is set up again.',
    title: 'Something went wrong',
    again: 'Try again',
  },
} as const
