/** Is this one mail address, in a form that can stand in a header and in SMTP without being read as anything else? */

const local = /^[^\s"(),:;<>@[\\\]\p{Cc}\u2028\u2029]{1,64}$/u
const domain =
  /^(?=.{1,253}$)[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?(?:\.[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?)*$/u

/** One plain `local@domain` of at most 254 characters (RFC 5321, 4.5.3.1); no quotes, comments, lists or line breaks. */
export function isMailAddress(text: string): boolean {
  const at = text.lastIndexOf('@')
  return at > 0 && text.length <= 254 && local.test(text.slice(0, at)) && domain.test(text.slice(at + 1))
}

/** Can it be sent only where SMTPUTF8 is offered? A domain has a form in ASCII; what stands before the @ has none. */
export function needsSmtpUtf8(address: string): boolean {
  return /[^\x20-\x7e]/.test(address.slice(0, address.lastIndexOf('@')))
}

/** May this text stand in a header: no line break or other control character, by which a second header could begin? */
export function isOneLine(text: string): boolean {
  return !/[\p{Cc}\u2028\u2029]/u.test(text)
}
