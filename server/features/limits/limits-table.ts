/** Every bound on tries, sends and sizes, once (R19.2): of what, counted by what, how many, in which window, and what then. */
import { largestImport, mostImportLines } from '../../../contract/api/people.ts'
import { day, hour, minute, second } from '../../base/duration.ts'
import { mostNodes } from '../../base/most-nodes.ts'

export interface Limit {
  what: string
  countedBy: string
  most: number
  whenFull: string
}

/** So many at once; then one comes back each `window / most`, a whole number of milliseconds. */
export interface SlidingLimit extends Limit {
  window: number
}

/** Taken by one statement before the work (`taken-limits.store.ts`). The name stands in the database. */
export const slidingLimits = {
  'password-here': {
    what: 'passwords',
    countedBy: 'machine and user name, on machines that somebody signed in on before',
    most: 10,
    window: 10 * minute,
    whenFull: 'that name waits on that machine',
  },
  'password-of-name': {
    what: 'passwords',
    countedBy: 'user name, except on machines that this person signed in on before',
    most: 5,
    window: 5 * minute,
    whenFull: 'that name waits on other machines',
  },
  'password-names-of-address': {
    what: 'user names that passwords are tried for',
    countedBy: 'network address, except on machines that the person signed in on before',
    most: 30,
    window: hour,
    whenFull: 'other names wait at that address',
  },
  'password-here-in-a-day': {
    what: 'passwords in a day',
    countedBy: 'machine and user name, on machines that somebody signed in on before',
    most: 96,
    window: day,
    whenFull: 'that name waits on that machine',
  },
  'password-of-name-in-a-day': {
    what: 'passwords in a day',
    countedBy: 'user name, except on machines that this person signed in on before',
    most: 96,
    window: day,
    whenFull: 'that name waits on other machines',
  },
  'password-names-of-site': {
    what: 'user names that passwords are tried for',
    countedBy: 'site (an IPv6 /48), except on machines that the person signed in on before',
    most: 90,
    window: hour,
    whenFull: 'other names wait at that site',
  },
  'password-names-of-organization': {
    what: 'user names that passwords are tried for',
    countedBy: 'organization, except on machines that the person signed in on before',
    most: 360,
    window: hour,
    whenFull: 'other names wait on machines that are new to them',
  },
  'password-of-session': {
    what: 'passwords for a fresh proof',
    countedBy: 'session',
    most: 5,
    window: 5 * minute,
    whenFull: 'that session waits',
  },
  'password-of-session-in-a-day': {
    what: 'passwords for a fresh proof, in a day',
    countedBy: 'session',
    most: 96,
    window: day,
    whenFull: 'that session waits',
  },
  'link-names-of-address': {
    what: 'user names that links to choose a password are asked for',
    countedBy: 'network address, except on machines that somebody signed in on before',
    most: 30,
    window: hour,
    whenFull: 'other names wait at that address',
  },
  'openings-of-address': {
    what: 'openings of applications by somebody who is not signed in',
    countedBy: 'network address',
    most: 600,
    window: hour,
    whenFull: 'the application is told "temporarily unavailable"; whoever is signed in goes on',
  },
  'link-of-person': {
    what: 'links to choose a password',
    countedBy: 'person, except on machines that this person signed in on before',
    most: 3,
    window: hour,
    whenFull: 'nothing is sent, and nothing is said of it',
  },
  'link-here': {
    what: 'links to choose a password',
    countedBy: 'machine and person, on machines that this person signed in on before',
    most: 3,
    window: hour,
    whenFull: 'nothing is sent, and nothing is said of it',
  },
  'code-elsewhere': {
    what: 'codes sent and not entered rightly, of whatever purpose',
    countedBy: 'person and method, except on machines that this person signed in on before',
    most: 20,
    window: hour,
    whenFull: 'that method waits there; the others stay open',
  },
  'code-here': {
    what: 'codes sent and not entered rightly, of whatever purpose',
    countedBy: 'machine, person and method, on machines that this person signed in on before',
    most: 20,
    window: hour,
    whenFull: 'that method waits there; the others stay open',
  },
  'key-nonce': {
    what: 'proofs of the key of a machine',
    countedBy: 'nonce of the sign-in page, on machines that have a cookie of ours',
    most: 1,
    // Longer than a nonce lives, also where the clocks of two nodes differ.
    window: 15 * minute,
    whenFull: 'the page asks for another nonce, and the password is looked at with that',
  },
  'code-again': {
    what: 'codes sent after the first: again, or by another method',
    countedBy: 'sign-in',
    most: 4,
    window: 10 * minute,
    whenFull: 'no more are sent until one comes back; what was sent can be entered, and the app used',
  },
  'guess-of-sent-code': {
    what: 'chances in a hundred million that a code which was sent is guessed',
    countedBy: 'person, or machine and person on machines that this person signed in on before',
    most: 43_200,
    window: day,
    whenFull:
      'no sent code is looked at there; on machines the person is known on, and by the app, they go on',
  },
  'guess-of-app-code': {
    what: 'chances in a hundred million that a code of the app is guessed',
    countedBy: 'person, or machine and person on machines that this person signed in on before',
    most: 5760,
    window: day,
    whenFull:
      'no code of the app is looked at there; on machines the person is known on, and by sent codes, they go on',
  },
} as const satisfies Record<string, SlidingLimit>

export type SlidingName = keyof typeof slidingLimits

/** Counted on the row of what they bound, each by the UPDATE that grants the try or the send. */
export const countedLimits = {
  codesOfSignIn: {
    what: 'wrong codes',
    countedBy: 'sign-in',
    most: 3,
    whenFull: 'the sign-in is over: back to the password',
  },
  codesOfChallenge: {
    what: 'wrong codes of a fresh proof, or of one method in set-up from the profile',
    countedBy: 'what the code was asked for',
    most: 3,
    whenFull: 'it is asked for anew',
  },
  codesUntilLock: {
    what: 'wrong codes in a row, across sign-ins and fresh proofs; a right one begins the count anew',
    countedBy: 'person and method',
    most: 10,
    whenFull:
      'that method is locked for 15 minutes, at 20 for 30, at 30 for 60, at 40 for 120; the person is told at the first lock',
  },
  codesUntilDisabled: {
    what: 'wrong codes in a row, across sign-ins and fresh proofs; a right one begins the count anew',
    countedBy: 'person and method',
    most: 50,
    whenFull: 'that method is off until it is set up again; the person is told',
  },
} as const satisfies Record<string, Limit>

/** Two sendings of one code lie at least so far apart. */
export const sendPause = 15 * second

/** What is larger is refused. In the unit that `what` names. */
export const sizeLimits = {
  body: {
    what: 'bytes of what a request sends',
    countedBy: 'request, except imports',
    most: 64 * 1024,
    whenFull: 'refused unread',
  },
  depth: {
    what: 'lists and objects that lie in each other',
    countedBy: 'request',
    most: 32,
    whenFull: 'refused before anything is made of it',
  },
  forwardedNodes: {
    what: 'addresses in X-Forwarded-For',
    countedBy: 'request',
    most: mostNodes,
    whenFull: 'the last ones are looked at, as far as our own proxies go',
  },
  import: {
    what: 'bytes of an import of people',
    countedBy: 'request',
    most: largestImport,
    whenFull: 'refused',
  },
  importLines: { what: 'people in a file', countedBy: 'import', most: mostImportLines, whenFull: 'refused' },
  importLine: {
    what: 'characters of a line',
    countedBy: 'line of a file of people',
    most: 10_000,
    whenFull: 'that line is told as faulty',
  },
  waitingPasswords: {
    what: 'passwords that wait to be looked at',
    countedBy: 'node',
    most: 200,
    whenFull: '"busy", to be tried again in two seconds',
  },
  reason: {
    what: 'characters of a reason for a reset',
    countedBy: 'reset',
    most: 300,
    whenFull: 'refused',
  },
} as const satisfies Record<string, Limit>
