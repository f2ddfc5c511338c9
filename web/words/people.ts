import { importColumns, type Method, type PersonState, type Right } from '../../contract/words.ts'

/** What User Administration says, in English; fetched with it. */
export const peopleWords = {
  title: 'User Administration',
  toList: 'User Administration',
  add: 'Add a person',
  toImport: 'Import from a CSV file',
  search: 'Search',
  location: 'Location',
  everyLocation: 'Every location',
  noLocation: 'No location',
  state: 'State',
  everybody: 'Everybody',
  states: {
    active: 'Active',
    inactive: 'Deactivated',
    'not-set-up': 'Not set up yet',
    'no-cell-phone': 'No cell phone',
    invited: 'No password yet',
  } satisfies Record<PersonState, string>,
  columns: {
    name: 'Name',
    userName: 'User name',
    location: 'Location',
    methods: 'Ways to confirm',
    lastSignIn: 'Last sign-in',
  },
  methods: { email: 'E-mail', app: 'App', text: 'Text message' } satisfies Record<Method, string>,
  notSetUp: 'not set up',
  never: 'never',
  deactivated: 'Deactivated',
  invited: 'No password yet',
  noneFound: 'Nobody fits. Try fewer words, or another location or state.',
  empty: 'Everybody who signs in stands here. Add a person, or import many from a CSV file.',
  shown: (count: number, more: boolean) =>
    more ? `The first ${count} people.` : count === 1 ? '1 person.' : `${count} people.`,

  fields: {
    displayName: 'Name',
    userName: 'User name',
    email: 'E-mail',
    cellPhone: 'Cell Phone',
    locationId: 'Location',
  },
  cellPhoneHelp: 'Codes by text message go to this number.',

  adding: {
    title: 'Add a person',
    intro:
      'We send an invitation by e-mail. The person follows its link and chooses a password. Without an e-mail address you hand over the first password on paper.',
    rights: 'Rights (most people need none)',
    act: 'Add and invite',
    busy: 'Adding…',
    done: (name: string, email: string | null) =>
      email === null
        ? `${name} is added. There is no e-mail address: hand over the first password on paper, on their page.`
        : `${name} is added. The invitation is on its way to ${email}.`,
    open: (name: string) => `Open ${name}'s page`,
  },

  importing: {
    title: 'Import people',
    intro: 'The first line names the columns. E-mail, Cell phone and Location may be missing.',
    columns: importColumns.join(', '),
    choose: 'CSV file',
    chooseHelp: 'As Excel and other spreadsheets save it (“CSV”).',
    preview: 'Look at it first',
    previewing: 'Reading…',
    missing: 'Please choose a file.',
    guessed:
      'This file does not say how its letters are written, so they were guessed. Please look at the names: where one is garbled, save the file as “CSV UTF-8” and look again.',
    unreadable: 'This file could not be read. Please choose it again.',
    good: (count: number) =>
      count === 0
        ? 'No line can be imported yet.'
        : count === 1
          ? '1 person can be added.'
          : `${count} people can be added.`,
    faulty: (count: number) =>
      count === 0
        ? 'Every line is fine.'
        : count === 1
          ? '1 line has a fault and will be left out. Mend it in the file and look again, or import the others now.'
          : `${count} lines have faults and will be left out. Mend them in the file and look again, or import the others now.`,
    faultyTitle: 'Lines with faults',
    goodTitle: 'People to be added',
    line: 'Line',
    who: 'Person',
    fault: 'What is wrong',
    lineOf: (line: number) => `Line ${line}`,
    nobody: '(no name)',
    first: (shown: number, count: number) => `The first ${shown} of ${count}.`,
    invite: 'Invite those with an e-mail address, a hundred each minute',
    act: (count: number, invite: boolean) =>
      `${invite ? 'Add and invite' : 'Add'} ${count === 1 ? '1 person' : `${count} people`}`,
    busy: 'Adding…',
    running: (done: number, lines: number) => `People are being added: ${done} of ${lines} lines are done.`,
    stopped: (done: number, lines: number, added: number) =>
      `The last import ended after ${done} of ${lines} lines, because the server was stopped. ${added === 1 ? '1 person was' : `${added} people were`} added and stay. Import the same file again to add the others.`,
    done: (count: number, invited: boolean) =>
      `${count === 1 ? '1 person was' : `${count} people were`} added.${invited ? ' Those with an e-mail address are invited.' : ''}`,
    leftOut: (count: number) => (count === 1 ? '1 line was left out.' : `${count} lines were left out.`),
  },

  pending: {
    title: 'Waiting',
    sentence: {
      email: (name: string, to: string, by: string) =>
        `${by} asked for another e-mail address of ${name}: ${to}.`,
      cellPhone: (name: string, to: string, by: string) =>
        `${by} asked for another cell phone of ${name}: ${to}.`,
      rights: (name: string, to: string, by: string) => `${by} asked to give ${name}: ${to}.`,
      reset: (name: string, to: string, by: string) => `${by} asked to reset ${name}: ${to}.`,
    },
    counts: (when: string, mayConfirm: boolean) =>
      `It counts on ${when}, so that whoever had the old one can say no. ${mayConfirm ? 'You can let it count now.' : 'Another administrator can let it count now.'}`,
    waitsForSecond: (mayConfirm: boolean) =>
      mayConfirm ? 'It counts once you confirm it.' : 'It counts once another administrator confirms it.',
    confirm: 'Confirm',
    withdraw: 'Withdraw',
    done: 'Done.',
  },

  person: {
    saved: 'Saved.',
    waits: 'It does not count yet: see “Waiting” at the top of this page.',
    save: 'Save',
    saveRights: 'Save the rights',
    saving: 'Saving…',
    profile: 'Profile',
    emailCodesElsewhere: (address: string, name: string) =>
      `Codes by e-mail go to ${address}, until ${name} confirms another address or is reset.`,
    textCodesElsewhere: (phone: string, name: string) =>
      `Codes by text message go to ${phone}, until ${name} confirms another number or is reset.`,
    toReset: 'Reset/Disable',
    rights: 'Rights',
    rightsOwn: 'Nobody gives rights to themselves: another administrator does, or the command line.',
    rightsGiven: 'You can give the rights you hold yourself.',
    rightsHelp: {
      'Administer Preferences': 'Change what is asked at sign-in, and every other preference.',
      'Administer Users': 'Add, change and deactivate people and locations, and give rights to people.',
      'Administer Machines': 'See, name, move and revoke the computers that are known.',
      'Admin-Disable 2 Factor Authentication':
        "Find people, and remove somebody else's ways to confirm, so that they can set up again.",
      'View Audit': 'Read what happened here, and which messages were sent.',
      'Administer Applications': 'Add and change applications and groups, and say who may open what.',
    } satisfies Record<Right, string>,
    methodsTitle: 'Ways to confirm',
    noMethods:
      'Nothing is set up yet. It is asked for at the next sign-in while two factor authentication is on.',
    setUpSince: (when: string) => `Set up since ${when}.`,
    default: '(Default)',
    setUp: 'Setup 2 Factor Authentication',
    setUpByThemselves: (name: string) =>
      `Only ${name} can do this, with the mailbox and phone at hand: on the User Profile, or at the next sign-in that asks for it. Where the old ways are lost, use Reset/Disable first.`,
    reset: 'Reset/Disable 2 Factor Authentication',
    resetText: (name: string) =>
      `The ways to confirm of ${name} will be removed. For a limited time the password alone leads ${name} to set-up again. ${name} is signed out everywhere and told by e-mail.`,
    reason: 'Reason',
    reasonHelp: 'The person and whoever reads the audit will see it.',
    reasonMissing: 'Please give a reason. The person will read it.',
    resetAct: 'Reset/Disable',
    resetting: 'Removing…',
    resetDone: (until: string) =>
      `The ways to confirm are removed. Until ${until}, the password alone leads to set-up.`,
    resetWaits: 'Another administrator has to confirm this on this page. Nothing is removed yet.',
    resetDoneOff: 'The ways to confirm are removed.',
    cancel: 'Cancel',

    connections: 'Machines and connections',
    noConnections: 'Computers and networks this person signs in from will stand here.',
    machine: (name: string | null, browser: string, system: string) => name ?? `${browser} on ${system}`,
    network: (network: string) => `network ${network}`,
    confirmed: (ago: string, way: string | null) => `confirmed ${ago}${way === null ? '' : ` by ${way}`}`,
    notConfirmed: 'no code remembered',
    lastUsed: (ago: string) => `last used ${ago}`,
    forget: 'Forget',
    forgetLabel: (what: string) => `Forget ${what}`,
    forgotten: 'Forgotten. A code is asked for there next time.',
    methods: { email: 'e-mail', app: 'app', text: 'text message' } satisfies Record<Method, string>,

    access: 'Signing in',
    mayOf: (since: string) => `May sign in. Added ${since}.`,
    mayNot: 'Deactivated: may not sign in.',
    invitedNote: 'There is no password yet.',
    noPasswordNote: 'There is no password yet, and no e-mail address to send an invitation to.',
    firstPassword: 'Hand over a first password',
    makingPassword: 'Making it…',
    firstPasswordTitle: (name: string) => `Hand over a first password to ${name}?`,
    firstPasswordText:
      'You will see it once, to print or copy. It works once, for seven days, and leads to the choice of another. An earlier one, and an invitation, work no more.',
    otherPasswordText:
      'The present password works no more, and the person is signed out everywhere. You will see the new one once, to print or copy. It works once, for seven days, and leads to the choice of another.',
    firstPasswordAct: 'Make it',
    paperTitle: (name: string) => `For ${name}, on paper`,
    firstPasswordIs: 'First password',
    copyPassword: 'Copy the first password',
    paperText: (until: string) =>
      `It works once, until ${until}. At the first sign-in you choose your own password.`,
    print: 'Print',
    paperDone: 'It is handed over',
    inviteAgain: 'Send the invitation again',
    inviting: 'Sending…',
    invitedAgain: 'A new invitation is on its way. Earlier links do not work any more.',
    deactivate: 'Deactivate',
    deactivateTitle: (name: string) => `Deactivate ${name}?`,
    deactivateText:
      'This person is signed out at once and cannot sign in any more. You can turn it back at any time.',
    activate: 'Activate again',

    history: 'History',
    noHistory: 'What happens to this person will stand here.',
  },
} as const
