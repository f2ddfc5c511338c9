/** What ends with what (R19.6): a row for each change, a cell for each thing that may rest on what was changed. Nothing ends by another hand. */
import type { LinkPurpose } from '../links/link-purpose.ts'

export interface Ends {
  /** Whose things these are: of the person, on the machine, of the organization, or everybody's. */
  of: 'person' | 'machine' | 'organization' | 'everybody'
  /** `others` stays open where the change was asked for; everything ends where no session asked. */
  sessions: 'end' | 'others end' | 'this one ends' | 'stay'
  /** Half-finished sign-ins and their codes. `others`: all but the one in which the change was made. */
  signIns: 'end' | 'others end' | 'stay'
  /** Codes that a session asked for: to prove anew that it is them, or to set up a way. */
  codes: 'end' | 'others end' | 'stay'
  /** Forgotten: what was proved there. Gone: that the person was ever seen there. */
  connections: 'are forgotten' | 'are gone' | 'this one is gone' | 'stay'
  /** That the organization recognizes the machine, whoever proved it. */
  recognition: 'ends' | 'stays'
  /** The machine's: it dies with the recognition, and with it all that was proved on the machine (R15.6). */
  key: 'dies' | 'stays'
  /** The password alone leads to set-up no more (R7.2). */
  resets: 'end' | 'stay'
  links: readonly LinkPurpose[]
  /** The one on paper that was not used. */
  firstPassword: 'ends' | 'stays'
}

const nothing = {
  of: 'person',
  sessions: 'stay',
  signIns: 'stay',
  codes: 'stay',
  connections: 'stay',
  recognition: 'stays',
  key: 'stays',
  resets: 'stay',
  links: [],
  firstPassword: 'stays',
} as const satisfies Ends

/** Whoever holds one of these chooses the password. */
const passwordLinks = ['invitation', 'password-reset'] as const

/** One of the ways is another one: nothing that may wait for it, or rests on it, goes on (R4.8, decision 0021). */
const methodChanged = {
  ...nothing,
  signIns: 'others end',
  codes: 'others end',
  connections: 'are forgotten',
} as const satisfies Ends

/** Later rooms add their columns (tokens of applications, PINs): no row compiles until it says what becomes of them. */
export const ends = {
  'password-changed': {
    ...methodChanged,
    sessions: 'others end',
    links: passwordLinks,
    firstPassword: 'ends',
  },
  // A link that lies in the old mailbox must not choose a password any more.
  'email-changed': { ...methodChanged, links: passwordLinks },
  'cell-phone-changed': methodChanged,
  // Whoever changed it has the password: they are out, and nothing that came to the address they gave opens a door.
  'contact-change-undone': { ...methodChanged, sessions: 'end', resets: 'end', links: passwordLinks },
  'method-added': methodChanged,
  'method-replaced': methodChanged,
  'method-removed': methodChanged,
  // The ways are the same; only the first question is another one.
  'default-changed': nothing,
  // Somebody else with the password may stand at set-up too, or come by the reset that is still open: not past this moment.
  'set-up-finished': { ...nothing, signIns: 'others end', resets: 'end' },
  // Of two sign-ins on one reset the later ends the earlier, and neither spends it (R7.2).
  'sign-in-on-reset': { ...nothing, signIns: 'end' },
  'two-factor-reset': { ...methodChanged, sessions: 'others end', resets: 'end' },
  // Whoever asked for it has the password: they are out, and come no nearer to set-up by what they hold.
  'reset-undone': {
    ...methodChanged,
    sessions: 'end',
    resets: 'end',
    links: ['not-my-reset'],
  },
  // R7.4: where `2FA` is Off nothing rests on the ways.
  'methods-cleared': nothing,
  // Nothing they were sent does anything any more (T9).
  deactivated: {
    ...methodChanged,
    sessions: 'end',
    resets: 'end',
    links: [...passwordLinks, 'not-me', 'not-my-reset', 'not-my-change'],
    firstPassword: 'ends',
  },
  activated: nothing,
  'machine-revoked': {
    ...nothing,
    of: 'machine',
    sessions: 'others end',
    connections: 'are forgotten',
    recognition: 'ends',
    key: 'dies',
  },
  // Somebody proved a factor on a machine whose key they do not hold: it begins anew, with the key they have.
  'machine-key-replaced': {
    ...nothing,
    of: 'machine',
    connections: 'are forgotten',
    recognition: 'ends',
    key: 'dies',
  },
  'connection-forgotten': { ...nothing, connections: 'this one is gone' },
  'connections-forgotten': { ...nothing, connections: 'are gone' },
  'session-ended': { ...nothing, sessions: 'this one ends' },
  'other-sessions-ended': { ...nothing, sessions: 'others end' },
  // Somebody else has the password: it opens nothing, and no open reset, link or paper leads on without the person.
  'sign-in-reported': {
    ...nothing,
    sessions: 'end',
    signIns: 'end',
    codes: 'end',
    connections: 'this one is gone',
    recognition: 'ends',
    key: 'dies',
    resets: 'end',
    links: passwordLinks,
    firstPassword: 'ends',
  },
  'everybody-signed-out': { ...nothing, of: 'organization', sessions: 'others end' },
  // What was used before a restore must not work again (decision 0041).
  'epoch-begun': {
    ...nothing,
    of: 'everybody',
    sessions: 'end',
    signIns: 'end',
    codes: 'end',
    resets: 'end',
    links: ['invitation', 'password-reset', 'not-me', 'not-my-reset', 'not-my-change', 'first-run'],
    firstPassword: 'ends',
  },
  // The rows themselves go afterwards.
  'person-erased': {
    ...methodChanged,
    sessions: 'end',
    connections: 'are gone',
    resets: 'end',
    links: ['invitation', 'password-reset', 'not-me', 'not-my-reset', 'not-my-change'],
    firstPassword: 'ends',
  },
  // Rights are read anew with every request.
  'rights-changed': nothing,
  'location-removed': nothing,
} as const satisfies Record<string, Ends>

export type Change = keyof typeof ends
