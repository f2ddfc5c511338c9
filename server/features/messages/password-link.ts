/** What do the mails say by which a person chooses a password: the invitation, and the help after forgetting it? */
import { type WrittenLetter, writeLetter } from './letter.ts'
import { momentWords } from './when.ts'

export interface PasswordLinkWords {
  organization: string
  displayName: string
  userName: string
  /** The whole address; its token stands behind the number sign. */
  link: string
  expiresAt: Date
}

export function invitation(words: PasswordLinkWords & { invitedBy: string | null }): WrittenLetter {
  const { organization, invitedBy } = words
  const sentence = invitedBy
    ? `${invitedBy} has made an account for you at ${organization}.`
    : `There is an account for you at ${organization}.`
  return passwordLetter(words, `Your account at ${organization}`, [sentence], 'Choose a password', [])
}

export function passwordReset(words: PasswordLinkWords): WrittenLetter {
  const { organization } = words
  const sentence = `Somebody, probably you, asked for a new password at ${organization}.`
  const closing = ['If this was not you, there is nothing to do: your password stays as it is.']
  return passwordLetter(
    words,
    `A new password for ${organization}`,
    [sentence],
    'Choose a new password',
    closing,
  )
}

function passwordLetter(
  { organization, displayName, userName, link, expiresAt }: PasswordLinkWords,
  subject: string,
  paragraphs: readonly string[],
  linkWords: string,
  closing: readonly string[],
): WrittenLetter {
  return writeLetter({
    organization,
    displayName,
    subject,
    paragraphs,
    facts: [
      ['User name', userName],
      ['Link works until', momentWords(expiresAt)],
    ],
    link: { words: linkWords, address: link },
    closing,
  })
}
