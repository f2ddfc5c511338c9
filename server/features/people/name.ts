/** Can this stand as a person's, a place's or a user name, and how is it kept? */

import { withoutInvisible, withoutStray } from '../../base/invisible.ts'

/** The name as kept, or why the text is none, as a sentence. */
export type ReadName = { name: string } | { fault: string }

const mostUserName = 64
const mostName = 100

/** Line breaks and other controls; joiners, which are all that is left of the marks, belong to the word. */
const hidden = /[\p{Cc}\p{Cn}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/u

/** A display name, or the name of a location: space at the ends is dropped, runs of it become one; so does what nobody sees. */
export function readName(text: string): ReadName {
  const name = withoutStray(text)
    .normalize('NFC')
    .replace(/\p{Zs}+/gu, ' ')
    .trim()
  if (hidden.test(name)) return { fault: 'A name has no line breaks or hidden characters.' }
  if (name === '') return { fault: 'A name is needed.' }
  if ([...name].length > mostName) return { fault: `A name has at most ${mostName} characters.` }
  return { name }
}

/** What a mail program makes a link of: a scheme, or a point between letters as domains have it; also the points of other scripts. */
const webAddress = /:\/\/|[\p{L}\p{N}-][.\u3002\uff0e\uff61]\p{L}{2}/u

/** The name of a person, which stands in mails: whoever chooses it must not put an address of the web into them (T6). */
export function readDisplayName(text: string): ReadName {
  const read = readName(text)
  if ('name' in read && webAddress.test(read.name))
    return { fault: 'A name has no web address in it. After a point, please put a space: "J. Smith".' }
  return read
}

/** What somebody types to sign in: no spaces, so that nobody wonders whether there was one. */
export function readUserName(text: string): ReadName {
  const name = withoutInvisible(text).normalize('NFC').trim()
  if (name === '') return { fault: 'A user name is needed.' }
  if (hidden.test(name) || /\s/u.test(name))
    return { fault: 'A user name has no spaces or hidden characters.' }
  if ([...name].length > mostUserName) return { fault: `A user name has at most ${mostUserName} characters.` }
  return { name }
}
