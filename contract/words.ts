/** The words of the product that cross the border: fixed lists, used alike by the server, the API and the pages. */

/** By which methods a person proves who they are, beside the password. */
export const methods = ['email', 'app', 'text'] as const
export type Method = (typeof methods)[number]

/** Nobody is without it, and nobody can remove it; the others are chosen. */
export const everybodysMethod = 'email' as const satisfies Method
export const chosenMethods = ['app', 'text'] as const satisfies readonly Method[]
export type ChosenMethod = (typeof chosenMethods)[number]

/** The one that `UMA` asks by: it goes to the cell phone of the profile. */
export const cellPhoneMethod = 'text' as const satisfies Method

/** On which messages leave: mail, and text messages. */
export const channels = ['email', 'text'] as const
export type Channel = (typeof channels)[number]

export const verdicts = ['allow', 'challenge', 'enroll', 'refuse'] as const
export type Verdict = (typeof verdicts)[number]

/** The named checks of the decision, in the order in which they speak (spec R3.1 to R3.11). */
export const checks = [
  'person-inactive',
  'nothing-asked',
  'no-cell-phone',
  'mailbox-alone',
  'machine-key-missing',
  'machine-unrecognized',
  'machine-idle',
  'reset-open',
  'reset-over',
  'not-set-up',
  'no-method-left',
  'every-sign-in',
  'machine-new',
  'network-changed',
  'browser-changed',
  'system-changed',
  'frequency-elapsed',
  'known',
  'last-word',
] as const
export type Check = (typeof checks)[number]

/** The named checks of opening an application, in the order in which they speak (spec R13.3). */
export const openChecks = [
  'application-off',
  'not-for-you',
  'machine-not-recognized',
  'password-too-old',
  'factor-too-old',
  'factor-too-weak',
  'open',
  'last-word',
] as const
export type OpenCheck = (typeof openChecks)[number]

export const openVerdicts = ['open', 'prove-again', 'refuse'] as const
export type OpenVerdict = (typeof openVerdicts)[number]

/** What a person may be allowed to do (spec R9.1); granted one by one. */
export const rights = [
  'Administer Preferences',
  'Administer Users',
  'Administer Machines',
  'Admin-Disable 2 Factor Authentication',
  'View Audit',
  'Administer Applications',
] as const
export type Right = (typeof rights)[number]

/** The preferences of an organization, by the codes of the manuals (spec section 2). */
export const preferenceCodes = [
  '2FA',
  '2FAFREQUENCY',
  '2FAMETHODS',
  '2FANETWORK',
  'UMA',
  'UMAIDLEDAYS',
  'MACHINEKEY',
  'CODELENGTH',
  'CODEMINUTES',
  'NEWCONNECTIONNOTICE',
  'RESETHOURS',
  'OWNRESET',
  'MAILBOXALONE',
  'RECOVERYHOURS',
  'SESSIONIDLEMINUTES',
  'SESSIONHOURS',
  'SUPPORTLINK',
  'FOUREYES',
] as const
export type PreferenceCode = (typeof preferenceCodes)[number]

/** What let a sign-in through without a new code (spec R5.13). */
export type LetThroughBy = 'remembered-connection' | 'recognized-machine'

/** Which people a list shows; `invited` have not chosen a password yet. The last three leave out who is inactive. */
export const personStates = ['active', 'inactive', 'not-set-up', 'no-cell-phone', 'invited'] as const
export type PersonState = (typeof personStates)[number]

/** Order of a list of people; a minus turns it around. Who never signed in counts as longest ago. */
export const personOrders = [
  'name',
  '-name',
  'user-name',
  '-user-name',
  'last-sign-in',
  '-last-sign-in',
] as const
export type PersonOrder = (typeof personOrders)[number]

/** The columns of a CSV file of people, as we name them; the last three may be missing. */
export const importColumns = ['User name', 'Display name', 'E-mail', 'Cell phone', 'Location'] as const
export type ImportColumn = (typeof importColumns)[number]
