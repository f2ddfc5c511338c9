/** What an entry of the audit says in one plain sentence, from its event, its values and the names in it. */
import { methodWords } from '../messages/method-words.ts'

export interface TellingEntry {
  event: string
  actor: { id: string; displayName: string } | null
  person: { id: string; displayName: string } | null
  data: Readonly<Record<string, unknown>>
}

interface Words {
  /** Who did it: a name, or "The command line". */
  actor: string
  /** To whom: a name, or "somebody". */
  person: string
  /** A value as text; empty where there is none. */
  text: (name: string) => string
  data: Readonly<Record<string, unknown>>
}

type Sentence = (words: Words) => string

const sentences: Readonly<Record<string, Sentence>> = {
  'signed-in': ({ person, data, text }) => `${person} signed in${signedInBy(data, text)}.`,
  'sign-in-begun': ({ person }) => `${person} gave the right password, and was asked for more.`,
  'sign-in-refused': ({ person }) => `${person} gave the right password, and was refused.`,
  'sign-in-failed': ({ person, data }) =>
    data.check === 'person-inactive'
      ? `${person}, who was deactivated, tried to sign in.`
      : `Somebody gave a wrong password for ${person === 'somebody' ? 'a user name nobody has' : person}.`,
  'wrong-code': ({ person, text }) =>
    `${person} entered a wrong code${by(text)}; ${triesLeft(text('left'))}.`,
  'code-accepted': ({ person, text }) =>
    `${person} entered the right code${by(text)}, and was led to set-up.`,
  'sign-in-reported': ({ person, text }) =>
    `${person} reported a sign-in as somebody else's: ${text('browser')} on ${text('system')}, ${text('address')}.`,
  'preference-changed': ({ actor, text }) =>
    `${actor} changed ${text('code')} from ${quoted(text('before'))} to ${quoted(text('after'))}.`,
  'everybody-signed-out': ({ actor, text }) =>
    `${actor} signed everybody out; ${count(text('ended'), 'session')} ended.`,
  'machine-changed': ({ actor, data }) =>
    `${actor} changed the name or location of ${machineName(named(data.after), named(data.before))}.`,
  'machine-revoked': ({ actor, data, text }) =>
    `${actor} revoked ${machineName(data)}: ${text('browser')} on ${text('system')}.`,
  'message-retried': ({ actor, text }) => `${actor} had a failed message sent again (${text('kind')}).`,
  'organization-made': ({ actor }) => `${actor} set this server up.`,
  'administrator-made': ({ actor, person }) => `${actor} gave ${person} every right.`,
}

/** Every event with a sentence of its own. */
export const auditEvents: readonly string[] = Object.keys(sentences).sort()

/** An event without a sentence is still told, by its own name: nothing in the audit goes unsaid. */
export function auditSentence({ event, actor, person, data }: TellingEntry): string {
  const words: Words = {
    actor: actor?.displayName ?? 'The command line',
    person: person?.displayName ?? 'somebody',
    data,
    text: (name) => textOf(data[name]),
  }
  return capital((sentences[event] ?? plainly(event))(words))
}

function plainly(event: string): Sentence {
  const what = event.replaceAll('-', ' ')
  return ({ actor, person }) =>
    person === 'somebody' ? `${actor}: ${what}.` : `${actor}: ${what} (${person}).`
}

function signedInBy(data: Words['data'], text: Words['text']): string {
  if (data.method) return ` with a code${by(text)}`
  if (data.letThroughBy === 'remembered-connection') return ' without a code: the connection was remembered'
  if (data.letThroughBy === 'recognized-machine') return ' without a code: the machine was recognized'
  return ' with the password alone'
}

function by(text: Words['text']): string {
  const method = text('method')
  return method === 'email' || method === 'app' || method === 'text' ? ` (${methodWords(method)})` : ''
}

function triesLeft(left: string): string {
  return left === '1' ? '1 try left' : `${left} tries left`
}

function count(number: string, word: string): string {
  return number === '1' ? `1 ${word}` : `${number} ${word}s`
}

function quoted(text: string): string {
  return text === '' ? 'blank' : text
}

function machineName(...places: readonly Readonly<Record<string, unknown>>[]): string {
  const name = places.map((place) => textOf(place.name)).find((name) => name !== '')
  return name ? `the machine "${name}"` : 'a machine'
}

function named(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : ''
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}
