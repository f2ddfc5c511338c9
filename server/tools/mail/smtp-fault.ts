/** Is a failed hand-over to a mail server worth another try, and how is it told without quoting the server? */
import { DeliveryFault } from '../delivery-fault.ts'

/** What nodemailer's errors carry, as far as we look. */
export interface SmtpError {
  code?: unknown
  command?: unknown
  response?: unknown
  responseCode?: unknown
}

/** 5xx answers that speak of us or of the session, not of the recipient or the message (RFC 4954, RFC 5321). */
const aboutUs: readonly number[] = [500, 501, 502, 503, 504, 530, 534, 535, 538]

const sentences: Readonly<Record<string, string>> = {
  EAUTH: 'did not accept our user name and password',
  ENOAUTH: 'did not accept our user name and password',
  ETLS: 'could not agree with us on TLS',
  EDNS: 'could not be found by its name',
  ETIMEDOUT: 'did not answer in time',
  EABORT: 'did not finish in time',
  ECONNECTION: 'closed the connection',
  ESOCKET: 'could not be reached',
  EPROTOCOL: 'answered what we do not understand',
}

/** @param server host and port, for the sentence */
export function smtpFault(error: SmtpError, server: string): DeliveryFault {
  const refused = refusal(error)
  if (refused) return new DeliveryFault(refused.permanent, `The mail server ${server} ${refused.words}.`)
  const words = sentences[String(error.code)] ?? 'could not take the message'
  return new DeliveryFault(false, `The mail server ${server} ${words}${statusWords(error)}.`)
}

function refusal(error: SmtpError): { permanent: boolean; words: string } | null {
  const status = Number(error.responseCode) || 0
  const what = error.command === 'RCPT TO' ? 'recipient' : error.command === 'DATA' ? 'message' : null
  if (what === null || status < 400) return null
  return {
    permanent: status >= 500 && !aboutUs.includes(status),
    words: `refused the ${what}${statusWords(error)}`,
  }
}

/** The status and, where there is one, the enhanced status (RFC 3463): numbers only. */
function statusWords(error: SmtpError): string {
  const [status, enhanced] =
    /^(\d{3})(?:[ -](\d\.\d{1,3}\.\d{1,3}))?/.exec(String(error.response ?? ''))?.slice(1) ?? []
  return status ? ` (${[status, enhanced].filter(Boolean).join(' ')})` : ''
}
