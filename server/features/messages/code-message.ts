/** What do the messages say that carry a code (R5.6)? The code first; never a link beside it. */
import { withoutRareLetters } from '../../base/gsm-alphabet.ts'
import { textSegments } from '../../base/text-segments.ts'
import { type WrittenLetter, writeLetter } from './letter.ts'
import { oneLine } from './one-line.ts'
import { timeWords } from './when.ts'

/** What the code is asked for; the same words as a challenge has. */
export type CodePurpose = 'sign-in' | 'enrollment' | 'fresh-proof' | 'new-address'

export interface CodeWords {
  code: string
  organization: string
  displayName: string
  /** 2 to 10: the code lives between one minute less and this. */
  lifeMinutes: number
  /** `sign-in` when absent. */
  purpose?: CodePurpose
}

export interface CodeTextWords extends CodeWords {
  /** Of the page that asks for the code, without scheme and port. */
  host: string
}

export interface CodeLetterWords extends CodeWords {
  browser: string
  system: string
  address: string
  at: Date
}

const purposes: Readonly<Record<CodePurpose, string>> = {
  'sign-in': 'to sign in',
  enrollment: 'to set up 2 factor authentication',
  'fresh-proof': 'to confirm a change',
  'new-address': 'to confirm that this address is yours',
}

const askedOn: Readonly<Record<CodePurpose, string>> = {
  'sign-in': 'the sign-in page',
  enrollment: 'the page of the set-up',
  'fresh-proof': 'the page that asked for it',
  'new-address': 'the page of your profile',
}

const unasked: Readonly<Record<CodePurpose, string>> = {
  'sign-in': "If this wasn't you, your password is known to somebody: change it.",
  enrollment: "If this wasn't you, somebody has entered your address as theirs: keep the code to yourself.",
  'fresh-proof':
    "If this wasn't you, somebody is using your session: sign out everywhere and change your password.",
  'new-address':
    "If this wasn't you, somebody has entered your address as theirs: keep the code to yourself, and nothing more comes.",
}

/**
 * The text message. Its last line binds the code to our page, so that browsers fill it in there and nowhere else
 * (WICG, origin-bound one-time codes). Accents are taken off and the purpose left out where one segment asks for it.
 */
export function codeText(words: CodeTextWords): string {
  const { code, lifeMinutes, host, purpose = 'sign-in' } = words
  const organization = withoutRareLetters(oneLine(words.organization))
  const name = withoutRareLetters(oneLine(words.displayName))
  const first = `${code} is your ${organization} code. It expires in ${lifeWords(lifeMinutes)}.`
  const last = `@${host} #${code}`
  const whole = `${first}\nFor ${name}, ${purposes[purpose]}.\n${last}`
  return textSegments(whole).parts.length === 1 ? whole : `${first}\nFor ${name}.\n${last}`
}

export function codeLetter(words: CodeLetterWords): WrittenLetter {
  const {
    code,
    organization,
    displayName,
    lifeMinutes,
    browser,
    system,
    address,
    at,
    purpose = 'sign-in',
  } = words
  return writeLetter({
    displayName,
    organization,
    subject: `Your ${organization} code is ${code}`,
    code,
    paragraphs: [
      `This is your ${organization} code ${purposes[purpose]}.`,
      `It expires in ${lifeWords(lifeMinutes)}; after that ask for a new one on ${askedOn[purpose]}.`,
      `Asked for from ${browser} on ${system}, ${address}, at ${timeWords(at)}.`,
      unasked[purpose],
    ],
  })
}

const numbers = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']

/** "one to two minutes": a code dies with the minute after its last one, so its life varies by one minute (R5.5). */
export function lifeWords(minutes: number): string {
  return `${numbers[minutes - 1]} to ${numbers[minutes]} minutes`
}
