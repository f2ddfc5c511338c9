/** Is this one e-mail address that a person can be reached at, and how is it kept? */
import { withoutInvisible } from '../../base/invisible.ts'

/** The address as kept, or why the text is none, as a sentence. */
export type ReadEmailAddress = { address: string } | { fault: string }

/** RFC 5321, 4.5.3.1: octets before the at sign, of the domain, and of both with it. */
const mostLocal = 64
const mostDomain = 253
const mostWhole = 254

/** No quotes, comments or lists: what stands there could be read as another address. */
const local = /^[^\s"(),:;<>@[\\\]\p{C}\p{Z}]+$/u
const label = '[\\p{L}\\p{N}](?:[\\p{L}\\p{M}\\p{N}-]*[\\p{L}\\p{M}\\p{N}])?'
const domain = new RegExp(`^${label}(?:\\.${label})+$`, 'u')

/** What programs put in place of signs of the keyboard; no mailbox has them. */
const typographic = /[\u2018-\u201f\u2032\u2033\u00b4\u2010-\u2015\u2212]/u

/**
 * Space at the ends and what nobody sees is dropped, Unicode composed (NFC), the domain written small; letters before the at
 * sign stay.
 */
export function readEmailAddress(text: string): ReadEmailAddress {
  const trimmed = withoutInvisible(text)
    .replace(/^ +| +$/g, '')
    .normalize('NFC')
  if (trimmed === '') return { fault: 'An e-mail address is needed.' }
  if (/[\p{C}\p{Zl}\p{Zp}]/u.test(trimmed))
    return { fault: 'An e-mail address has no line breaks or hidden characters.' }
  const [sign] = typographic.exec(trimmed) ?? []
  if (sign)
    return {
      fault: `This address has the sign ${sign}, which a program puts in place of ' or - from the keyboard. Please type it again.`,
    }
  const at = trimmed.lastIndexOf('@')
  const [name, host] = [trimmed.slice(0, at), trimmed.slice(at + 1).toLowerCase()]
  if (octets(name) > mostLocal || octets(host) > mostDomain || octets(trimmed) > mostWhole)
    return {
      fault: `An e-mail address has at most ${mostLocal} characters before the @ and ${mostWhole} in all.`,
    }
  if (at < 1 || !isLocal(name) || !domain.test(host))
    return { fault: 'This is not an e-mail address such as name@example.com.' }
  return { address: `${name}@${host}` }
}

function isLocal(name: string): boolean {
  return local.test(name) && !/^\.|\.\.|\.$/.test(name)
}

function octets(text: string): number {
  return new TextEncoder().encode(text).length
}
