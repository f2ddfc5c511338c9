/** What a preference's text means: parsing, the typed values the rest of the product reads, and warnings. */
import { everybodysMethod, type Method, methods, type PreferenceCode } from '../../../contract/words.ts'
import { type PreferenceEntry, preferenceEntry, preferenceTable } from './preference-table.ts'

export type NetworkRule = 'exact' | 'same network' | 'ignored'

export interface Preferences {
  twoFactorOn: boolean
  /** 0 means every sign-in. */
  frequencyDays: number
  methods: readonly Method[]
  networkRule: NetworkRule
  unidentifiedMachineOn: boolean
  unidentifiedMachineIdleDays: number
  /** A machine without a key counts as new (R15.4). */
  machineKeyRequired: boolean
  codeLength: number
  codeMinutes: number
  newConnectionNotice: boolean
  resetHours: number
  /** Where a connection is remembered, the password is enough for one's own reset (R7.1a). */
  passwordResetsOwn: boolean
  /** A password and a code may come by the same mailbox, on any machine (T1). */
  mailboxAlone: boolean
  recoveryHours: number
  sessionIdleMinutes: number
  sessionHours: number
  supportLink: string | null
  /** What weakens somebody who holds a right waits for a second administrator. */
  fourEyes: boolean
}

export type PreferenceTexts = Partial<Record<PreferenceCode, string>>

/** Blank entries take their default; the texts must be ones that `preferenceFault` let pass. */
export function readPreferences(texts: PreferenceTexts): Preferences {
  const text = (code: PreferenceCode) => texts[code] ?? preferenceEntry(code).default
  const count = (code: PreferenceCode) => readCount(preferenceEntry(code), text(code))
  return {
    twoFactorOn: text('2FA') === 'On',
    frequencyDays: count('2FAFREQUENCY'),
    methods: methods.filter(
      (method) => method === everybodysMethod || text('2FAMETHODS').split(',').includes(method),
    ),
    networkRule: text('2FANETWORK') as NetworkRule,
    unidentifiedMachineOn: text('UMA') === 'on',
    unidentifiedMachineIdleDays: count('UMAIDLEDAYS'),
    machineKeyRequired: text('MACHINEKEY') === 'required',
    codeLength: Number(text('CODELENGTH')),
    codeMinutes: count('CODEMINUTES'),
    newConnectionNotice: text('NEWCONNECTIONNOTICE') === 'on',
    resetHours: count('RESETHOURS'),
    passwordResetsOwn: text('OWNRESET') === 'password',
    mailboxAlone: text('MAILBOXALONE') === 'allowed',
    recoveryHours: count('RECOVERYHOURS'),
    sessionIdleMinutes: count('SESSIONIDLEMINUTES'),
    sessionHours: count('SESSIONHOURS'),
    supportLink: text('SUPPORTLINK') || null,
    fourEyes: text('FOUREYES') === 'on',
  }
}

function readCount(entry: PreferenceEntry, text: string): number {
  if (text !== '' || entry.type.kind !== 'number') return Number(text)
  return entry.type.blankMeans ?? Number(entry.default)
}

/** Why a text cannot be the value of a preference, as a sentence; null when it can. Only canonical texts pass. */
export function preferenceFault(code: PreferenceCode, text: string): string | null {
  const { type } = preferenceEntry(code)
  switch (type.kind) {
    case 'choice':
      return type.choices.some(({ value }) => value === text)
        ? null
        : `This must be one of: ${type.choices.map(({ value }) => value).join(', ')}.`
    case 'number':
      return numberFault(text, type)
    case 'several':
      return severalFault(text, type.choices)
    case 'link':
      return text === '' || isLink(text) ? null : 'This must be an https or mailto address, or blank.'
  }
}

function numberFault(
  text: string,
  { least, most, blankMeans, unit }: { least: number; most: number; blankMeans: number | null; unit: string },
) {
  if (text === '' && blankMeans !== null) return null
  const value = Number(text)
  const fits = /^(0|[1-9]\d{0,4})$/.test(text) && value >= least && value <= most
  const blank = blankMeans === null ? '' : ', or blank'
  return fits ? null : `This must be a whole number of ${unit} from ${least} to ${most}${blank}.`
}

function severalFault(text: string, choices: readonly { value: string; always: boolean }[]) {
  const named = text.split(',')
  const canonical = choices.filter(({ value }) => named.includes(value)).map(({ value }) => value)
  if (canonical.join(',') !== text)
    return `This must name some of: ${choices.map(({ value }) => value).join(', ')}, in this order.`
  const missing = choices.find(({ value, always }) => always && !named.includes(value))
  return missing ? `"${missing.value}" is always included.` : null
}

function isLink(text: string): boolean {
  if (!URL.canParse(text) || text.length > 500) return false
  const { protocol, username, password } = new URL(text)
  return (protocol === 'https:' || protocol === 'mailto:') && !username && !password
}

/** A warning that belongs to a value; null for most (spec section 12: short codes). */
export function preferenceWarning(code: PreferenceCode, text: string): string | null {
  if (code === 'CODELENGTH' && Number(text) < 6)
    return `A code of ${text} digits is easier to guess. 6 digits or more are safer.`
  if (code === '2FANETWORK' && text === 'ignored')
    return 'A known computer is then trusted from anywhere in the world.'
  if (code === 'MAILBOXALONE' && text === 'allowed')
    return 'Whoever reads a mailbox can then sign in as its owner from anywhere.'
  return null
}

/** The API's rows, in the order of the table. */
export function preferenceRows(texts: PreferenceTexts) {
  return preferenceTable.map((entry) => {
    const value = texts[entry.code] ?? entry.default
    return { ...entry, value, warning: preferenceWarning(entry.code, value) }
  })
}
