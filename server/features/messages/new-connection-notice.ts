/** What does the mail say that tells of a sign-in from a new connection (R8.1)? */
import type { Method } from '../../../contract/words.ts'
import { type WrittenLetter, writeLetter } from './letter.ts'
import { methodWords } from './method-words.ts'
import { momentWords } from './when.ts'

export interface NewConnectionWords {
  organization: string
  displayName: string
  at: Date
  browser: string
  system: string
  address: string
  machineName: string | null
  /** The way that was proved in this sign-in; null where only the password was asked. */
  method: Method | null
  publicUrl: string
  /** Of the link; it stands behind the number sign, which no browser sends and no server logs. */
  token: string
}

export function newConnectionNotice(words: NewConnectionWords): WrittenLetter {
  const { organization, displayName, at, browser, system, address, machineName, method, publicUrl, token } =
    words
  return writeLetter({
    displayName,
    organization,
    subject: `New sign-in to ${organization}`,
    paragraphs: [
      'You signed in from a computer or connection that is new for you.',
      'If this was you, there is nothing to do.',
    ],
    facts: [
      ['When', momentWords(at)],
      ['Browser', `${browser} on ${system}`],
      ['Network address', address],
      ...(machineName ? [['Computer', machineName] as const] : []),
      ['Proved by', method ? `password and a code by ${methodWords(method)}` : 'password'],
    ],
    link: { words: "This wasn't me", address: `${publicUrl}/not-me#${token}` },
  })
}
