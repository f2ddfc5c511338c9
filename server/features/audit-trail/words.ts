/** The words of an entry of the audit from which its sentence is made. */

import { methods } from '../../../contract/words.ts'
import type { Id } from '../../base/id.ts'
import { methodWords } from '../messages/method-words.ts'

export interface TellingEntry {
  event: string
  actor: { id: Id<'person'>; displayName: string } | null
  person: { id: Id<'person'>; displayName: string } | null
  data: Readonly<Record<string, unknown>>
}

export interface Words {
  /** Who did it: a name, or "The command line". */
  actor: string
  /** To whom: a name, or "somebody". */
  person: string
  /** Of somebody else "the … of Bill Smith", of oneself "their …". */
  the: (thing: string) => string
  /** A value as text; empty where there is none. */
  text: (name: string) => string
  /** " (text message)" where a method is told, otherwise nothing. */
  by: string
  /** "1 session", "2 sessions" */
  count: (name: string, word: string) => string
  /** "from … to …", with "nothing" for what is blank. */
  change: string
  data: Readonly<Record<string, unknown>>
}

export function wordsOf({ actor, person, data }: TellingEntry): Words {
  const text = (name: string) => textOf(data[name])
  const isOwn = actor !== null && actor.id === person?.id
  const personName = person?.displayName ?? 'somebody'
  return {
    actor: actor?.displayName ?? 'The command line',
    person: personName,
    the: (thing) => (isOwn ? `their ${thing}` : `the ${thing} of ${personName}`),
    text,
    by: by(text('method')),
    count: (name, word) => `${text(name)} ${word}${text(name) === '1' ? '' : 's'}`,
    change: `from ${text('before') || 'nothing'} to ${text('after') || 'nothing'}`,
    data,
  }
}

function by(method: string): string {
  const known = methods.find((one) => one === method)
  return known ? ` (${methodWords(known)})` : ''
}

export function machineName(...places: readonly unknown[]): string {
  const name = places.map((place) => textOf(named(place).name)).find((name) => name !== '')
  return name ? `the machine "${name}"` : 'a machine'
}

/** "a, b" */
export function listed(value: unknown): string {
  return Array.isArray(value) ? value.map(textOf).join(', ') : ''
}

function named(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

function textOf(value: unknown): string {
  const isPlain = ['string', 'number', 'boolean'].includes(typeof value)
  return isPlain ? String(value) : ''
}
