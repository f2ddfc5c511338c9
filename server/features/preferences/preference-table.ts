/** The only place that knows a preference: code, label, type, bounds, default, help (spec section 2). */
import type { PreferenceType } from '../../../contract/api/preferences.ts'
import { everybodysMethod, type Method, methods, type PreferenceCode } from '../../../contract/words.ts'

export interface PreferenceEntry {
  code: PreferenceCode
  label: string
  type: PreferenceType
  default: string
  /**
   * Which way it asks or tells less: toward the lower number, the earlier choice or fewer of several; the higher or later; any
   * other value; none. Such a change wants a fresh proof, and the administrators are told (T4).
   */
  weaker: 'lower' | 'higher' | 'always' | 'never'
  help: string
}

const choice = (...values: string[]): PreferenceType => ({
  kind: 'choice',
  choices: values.map((value) => ({ value, label: value })),
})

const methodLabels: Readonly<Record<Method, string>> = {
  email: 'E-mail',
  app: 'Authenticator app',
  text: 'Text message',
}

const whole = (
  least: number,
  most: number,
  unit: string,
  blankMeans: number | null = null,
): PreferenceType => ({
  kind: 'number',
  least,
  most,
  unit,
  blankMeans,
})

export const preferenceTable: readonly PreferenceEntry[] = [
  {
    code: '2FA',
    label: 'Turn on two factor authentication',
    type: choice('Off', 'On'),
    default: 'Off',
    weaker: 'lower',
    help: 'Everybody confirms with a code, besides the password, on each computer and connection that is new to them, and again as often as the frequency says.',
  },
  {
    code: '2FAFREQUENCY',
    label: 'Two factor authentication frequency',
    type: whole(0, 365, 'days', 30),
    default: '',
    weaker: 'higher',
    help: 'Days until a code is asked again on the same computer and connection. Blank means 30. 0 means at every sign-in.',
  },
  {
    code: '2FAMETHODS',
    label: 'Methods people may set up',
    type: {
      kind: 'several',
      choices: methods.map((value) => ({
        value,
        label: methodLabels[value],
        always: value === everybodysMethod,
      })),
    },
    default: 'email,app,text',
    weaker: 'lower',
    help: 'E-mail is always included, so that everybody has a way in when another one fails.',
  },
  {
    code: '2FANETWORK',
    label: 'How network addresses are compared',
    type: {
      kind: 'choice',
      choices: [
        { value: 'exact', label: 'Exact address' },
        { value: 'same network', label: 'Same network (IPv4 /24, IPv6 /64)' },
        { value: 'ignored', label: 'Ignored' },
      ],
    },
    default: 'exact',
    weaker: 'higher',
    help: 'When an address counts as the same one. IPv6 addresses change daily by design, so they are always compared by their network (/64).',
  },
  {
    code: 'UMA',
    label: 'Unidentified Machine Authentication',
    type: choice('off', 'on'),
    default: 'off',
    weaker: 'lower',
    help: 'On a computer nobody has proved yet, a code is texted to the cell phone. Once one person has entered it, the computer is recognized for all colleagues.',
  },
  {
    code: 'UMAIDLEDAYS',
    label: 'Days a recognized machine may stand unused',
    type: whole(1, 365, 'days'),
    default: '30',
    weaker: 'higher',
    help: 'A recognized computer that nobody used for this long has to be proved again.',
  },
  {
    code: 'MACHINEKEY',
    label: 'Machines prove a key of their own',
    type: {
      kind: 'choice',
      choices: [
        { value: 'where possible', label: 'Where the browser can keep one' },
        { value: 'required', label: 'Required' },
      ],
    },
    default: 'where possible',
    weaker: 'lower',
    help: 'Where a browser can, it keeps a key beside its cookie, so that a copied cookie is worth nothing. Required: a browser without a key is asked for a code at every sign-in.',
  },
  {
    code: 'CODELENGTH',
    label: 'Digits in a sent code',
    type: choice('4', '5', '6', '7', '8'),
    default: '6',
    weaker: 'lower',
    help: 'How many digits a code by e-mail or text message has. 6 is a good choice.',
  },
  {
    code: 'CODEMINUTES',
    label: 'Minutes a sent code lives, at most',
    type: whole(2, 10, 'minutes'),
    default: '2',
    weaker: 'higher',
    help: 'A code dies at the end of its last minute. With 2 it lives one to two minutes.',
  },
  {
    code: 'NEWCONNECTIONNOTICE',
    label: 'E-mail people about sign-ins from new connections',
    type: choice('off', 'on'),
    default: 'on',
    weaker: 'lower',
    help: 'Tells people by e-mail of a sign-in from a computer or connection that is new for them.',
  },
  {
    code: 'RESETHOURS',
    label: 'Hours a reset stays open',
    type: whole(1, 168, 'hours'),
    default: '72',
    weaker: 'higher',
    help: 'Within this time after a reset the password alone leads to set-up, until it is finished. 72 lasts from Friday evening to Monday morning.',
  },
  {
    code: 'OWNRESET',
    label: "What one's own Reset/Disable wants",
    type: {
      kind: 'choice',
      choices: [
        { value: 'password', label: 'The password, on a remembered connection' },
        { value: 'code', label: 'Always a code' },
      ],
    },
    default: 'password',
    weaker: 'lower',
    help: 'Where a person confirmed with a code and is still remembered, their password is enough to reset their own 2 factor authentication: also when mailbox and phone are lost. They and whoever may reset others are told at once. Anywhere else a code is asked for in any case.',
  },
  {
    code: 'MAILBOXALONE',
    label: 'A new password and a code, both by the same mailbox',
    type: {
      kind: 'choice',
      choices: [
        { value: 'not allowed', label: 'Not allowed on a computer that is new to the person' },
        { value: 'allowed', label: 'Allowed' },
      ],
    },
    default: 'not allowed',
    weaker: 'higher',
    help: 'Whoever reads a mailbox could ask for a new password and then read the code as well. Not allowed: after such a link a code by e-mail counts only where the person has confirmed before, and who has an app or a phone proves it before the password changes. Allowed: as the manuals have it.',
  },
  {
    code: 'RECOVERYHOURS',
    label: 'Hours a code by e-mail does not count after a new password by e-mail',
    type: whole(1, 168, 'hours'),
    default: '24',
    weaker: 'lower',
    help: 'For so long after a password was chosen by a link, a code by e-mail is not enough on a computer that is new to the person. Another way is, and a reset by an administrator opens set-up at once.',
  },
  {
    code: 'SESSIONIDLEMINUTES',
    label: 'Sign out after minutes without activity',
    type: whole(5, 1440, 'minutes'),
    default: '30',
    weaker: 'higher',
    help: 'A session that nobody used for this long ends.',
  },
  {
    code: 'SESSIONHOURS',
    label: 'Sign out after hours in any case',
    type: whole(1, 168, 'hours'),
    default: '12',
    weaker: 'higher',
    help: 'A session ends after this time even when it is in use.',
  },
  {
    code: 'SUPPORTLINK',
    label: 'Where people get help ("Open a Ticket")',
    type: { kind: 'link' },
    default: '',
    weaker: 'always',
    help: 'A web address (https) or an e-mail address (mailto:), shown wherever somebody may need help. Blank shows none.',
  },
  {
    code: 'FOUREYES',
    label: 'A second administrator confirms what weakens people with rights',
    type: choice('off', 'on'),
    default: 'off',
    weaker: 'lower',
    help: 'Rights that are given, a reset, another e-mail address or cell phone of somebody who holds a right count once another administrator of users has confirmed them. Where there is only one, the command line of the server confirms: doorward confirm-changes.',
  },
]

export function preferenceEntry(code: PreferenceCode): PreferenceEntry {
  return preferenceTable.find((entry) => entry.code === code)!
}
