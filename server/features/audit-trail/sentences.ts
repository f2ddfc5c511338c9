/** What an entry of the audit says in one plain sentence, from its event, its values and the names in it. */
import { sentenceTable } from './sentence-table.ts'
import { type TellingEntry, type Words, wordsOf } from './words.ts'

/** Every event with a sentence of its own. */
export const auditEvents: readonly string[] = Object.keys(sentenceTable).sort()

/** An event without a sentence is still told, by its own name: nothing in the audit goes unsaid. */
export function auditSentence(entry: TellingEntry): string {
  const sentence = sentenceTable[entry.event] ?? plainly(entry.event)
  const text = sentence(wordsOf(entry)) + within(entry.data.times)
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function within(times: unknown): string {
  return typeof times === 'number' ? ` That was ${times} times within a minute.` : ''
}

function plainly(event: string): (words: Words) => string {
  const what = event.replaceAll('-', ' ')
  return ({ actor, person }) =>
    person === 'somebody' ? `${actor}: ${what}.` : `${actor}: ${what} (${person}).`
}
