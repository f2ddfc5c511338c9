/** What do the mails say that tell of changes (R8.2) and of reports? They inform, and ask for nothing. */
import type { Method } from '../../../contract/words.ts'
import { type Actor, placeOf } from '../../base/actor.ts'
import { type WrittenLetter, writeLetter } from './letter.ts'
import { maskEmail } from './mask.ts'
import { methodWords } from './method-words.ts'
import { momentWords } from './when.ts'

/** Who is told, and of when. */
export interface Told {
  organization: string
  displayName: string
  at: Date
}

/** From where something was done. */
export interface Place {
  browser: string
  system: string
  address: string
}

/** Nulls stand for the server itself, at its command line. */
export type Whence = Place | { [Part in keyof Place]: null }

/** Something a person did, and from where. */
export type ToldChange = Told &
  Whence & {
    /** The name of somebody else who did it; null where it was the person. */
    by: string | null
  }

export type MethodChange = 'added' | 'replaced' | 'removed' | 'made-default'

const methodSentences: Readonly<Record<MethodChange, (way: string) => string>> = {
  added: (way) => `A way to confirm that it is you was added: ${way}.`,
  replaced: (way) => `One of your ways to confirm that it is you was replaced: ${way}.`,
  removed: (way) => `One of your ways to confirm that it is you was removed: ${way}.`,
  'made-default': (way) => `The way we ask for first is another one now: ${way}.`,
}

export function methodChangedNotice(
  told: ToldChange & { change: MethodChange; method: Method },
): WrittenLetter {
  return changeLetter(told, {
    subject: 'Your ways to confirm have changed',
    sentence: methodSentences[told.change](methodWords(told.method)),
  })
}

/** R6.2: told to the address of the profile. */
export function otherAddressNotice(told: ToldChange & { other: string }): WrittenLetter {
  const sentence = `Codes by e-mail go to another address than the one in your profile: ${maskEmail(told.other)}.`
  return changeLetter(told, { subject: 'Your codes go to another address', sentence })
}

export function passwordChangedNotice(told: ToldChange): WrittenLetter {
  return changeLetter(told, { subject: 'Your password was changed', sentence: 'Your password was changed.' })
}

/** The password itself is on paper only. */
export function firstPasswordNotice(told: ToldChange): WrittenLetter {
  return changeLetter(told, {
    subject: 'A first password was handed over',
    sentence:
      'A first password for you was made, to be handed over on paper. It works once, and you choose your own with it at once.',
  })
}

const contactWords = { email: 'e-mail address', cellPhone: 'cell phone' } as const

interface ContactPart {
  field: keyof typeof contactWords
  /** Masked, as `to`; null for none. */
  from: string | null
  to: string | null
}

export type ContactChange = ToldChange &
  ContactPart & {
    /** The address of the page that undoes it; null for the new address, which must not. */
    undo: string | null
  }

export function contactChangedNotice(told: ContactChange): WrittenLetter {
  const { field, from, to, undo } = told
  const what = contactWords[field]
  return changeLetter(told, {
    subject: `Your ${what} was changed`,
    sentence: `The ${what} in your profile was changed.`,
    more: [
      ['From', from ?? 'none'],
      ['To', to ?? 'none'],
    ],
    ...(undo !== null && {
      link: { words: 'This was not me', address: undo },
      closing:
        'If you know of this, there is nothing to do. If not, undo it within seven days by the link, and choose another password: yours is known to somebody.',
    }),
  })
}

/** To whatever was known before it counts (T4). */
export function contactPendingNotice(
  told: ToldChange & ContactPart & { undo: string; countsAt: Date | null },
): WrittenLetter {
  const { field, from, to, countsAt, undo } = told
  const what = contactWords[field]
  return changeLetter(told, {
    subject: `Your ${what} is to be changed`,
    sentence: `The ${what} in your profile is to be changed ${countsAt ? `on ${momentWords(countsAt)}, or before, once` : 'once'} another administrator confirms it.`,
    more: [
      ['From', from ?? 'none'],
      ['To', to ?? 'none'],
    ],
    link: { words: 'This is not mine', address: undo },
    closing:
      'If you know of this, there is nothing to do. If not, stop it by the link, and tell somebody you know there.',
  })
}

export function contactUndoneNotice(told: ToldChange): WrittenLetter {
  return changeLetter(told, {
    subject: 'A change of your profile was undone',
    sentence:
      'The e-mail address and cell phone in your profile are what they were, and you are signed out everywhere. If the change was not yours, your password is known to somebody: change it.',
  })
}

/** For administrators. */
export function contactChangeReport(report: Told & Place & { who: string }): WrittenLetter {
  return reportLetter(report, 'A change of an e-mail address or cell phone was reported', [
    `${report.who} says that a change of their e-mail address or cell phone was somebody else's.`,
    'It is undone, and their sessions have ended. Their password should be changed.',
  ])
}

/** For administrators: something asks less of somebody from now on (T4). */
export function weakenedReport(told: Told & Whence & { what: string; by: string | null }): WrittenLetter {
  return writeLetter({
    organization: told.organization,
    displayName: told.displayName,
    subject: `Something was made less safe (${told.organization})`,
    paragraphs: [told.what],
    facts: [
      ['When', momentWords(told.at)],
      ['By', told.by ?? 'an administrator of the server'],
      ...fromWhere(told),
    ],
    closing: [
      'Every administrator of users is told of this. If you know of it, there is nothing to do. If not, somebody is using the session of an administrator: sign everybody out, and look at the audit.',
    ],
  })
}

/** R5.9 */
export function methodLockedNotice({ method, ...told }: Told & { method: Method }): WrittenLetter {
  return writeLetter({
    ...told,
    subject: `Too many wrong codes for ${told.organization}`,
    paragraphs: [
      `Somebody entered your password and then too many wrong codes, so your ${methodWords(method)} is locked for a while.`,
      'It opens again by itself. You can use another way meanwhile.',
    ],
    facts: [['When', momentWords(told.at)]],
    closing: ["If this wasn't you, your password is known to somebody: change it."],
  })
}

export function methodDisabledNotice({ method, ...told }: Told & { method: Method }): WrittenLetter {
  return writeLetter({
    ...told,
    subject: `Too many wrong codes for ${told.organization}`,
    paragraphs: [
      `There were too many wrong codes, so your ${methodWords(method)} is off until you set it up again.`,
    ],
    facts: [['When', momentWords(told.at)]],
    closing: ["If this wasn't you, your password is known to somebody: change it."],
  })
}

/** For administrators: somebody says that a sign-in was not theirs (R8.1). */
export function reportedSignInNotice(
  report: Told & { reportedBy: string; browser: string; system: string; address: string },
): WrittenLetter {
  return writeLetter({
    ...report,
    subject: `A sign-in to ${report.organization} was reported`,
    paragraphs: [
      `${report.reportedBy} says that this sign-in was somebody else's.`,
      'Their sessions have ended and the connection is forgotten. Their password should be changed.',
    ],
    facts: [['When', momentWords(report.at)], ...fromWhere(report)],
  })
}

export function reportLetter(
  report: Told & Place,
  subject: string,
  paragraphs: readonly string[],
): WrittenLetter {
  return writeLetter({
    ...report,
    subject: `${subject} (${report.organization})`,
    paragraphs,
    facts: [['When', momentWords(report.at)], ...fromWhere(report)],
  })
}

interface ChangeWords {
  subject: string
  sentence: string
  more?: readonly (readonly [string, string])[]
  link?: { words: string; address: string }
  closing?: string
}

export function changeLetter(
  told: ToldChange,
  { subject, sentence, more = [], link, closing }: ChangeWords,
): WrittenLetter {
  return writeLetter({
    organization: told.organization,
    displayName: told.displayName,
    subject: `${subject} (${told.organization})`,
    paragraphs: [sentence],
    facts: [...more, ['When', momentWords(told.at)], ['By', told.by ?? 'you'], ...fromWhere(told)],
    ...(link && { link }),
    closing: [
      closing ?? 'If you know of this, there is nothing to do. If not, tell your administrator at once.',
    ],
  })
}

/** Of whoever works on the server itself there is no place to tell. */
export function whenceOf(by: Actor): Whence {
  const place = placeOf(by)
  if (!place) return { browser: null, system: null, address: null }
  const { browser, system, address } = place
  return { browser, system, address }
}

function fromWhere({ browser, system, address }: Whence) {
  if (browser === null) return [['From', "the server's command line"]] as const
  return [
    ['Browser', `${browser} on ${system}`],
    ['Network address', address],
  ] as const
}
