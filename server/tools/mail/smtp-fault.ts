/** Is a failed hand-over to a mail server worth another try, and how is it told without quoting the server? */
import { connectionWords } from '../connection-fault.ts'
import { DeliveryFault } from '../delivery-fault.ts'
import { type Command, isForGood, refusedSubject, type Subject } from './smtp-refusal.ts'

/** What nodemailer's errors carry, as far as we look. */
export interface SmtpError {
  code?: unknown
  /** Of Node, where the library put a code of its own in its place. */
  originalCode?: unknown
  command?: unknown
  response?: unknown
  responseCode?: unknown
}

const refusals: Readonly<Record<Subject, string>> = {
  recipient: 'refused the recipient',
  message: 'refused the message',
  sender: 'did not accept our sender address',
  policy: 'takes no such mail from us, by a rule, a block list or a limit of its own',
  route: 'could not pass the message on',
  server: 'is in trouble of its own',
  protocol: 'did not understand us',
  'sign-in': 'wants us to sign in first',
}

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

/**
 * @param server host and port, for the sentence
 * @param isComplete the whole message had left, with its end
 */
export function smtpFault(error: SmtpError, server: string, isComplete = false): DeliveryFault {
  const status = Number(error.responseCode) || 0
  const enhanced = enhancedStatus(error)
  if (isComplete && status === 0)
    return new DeliveryFault(
      false,
      `The mail server ${server} did not say whether it took the message. It may have.`,
      true,
    )
  const subject =
    isCommand(error.command) && status >= 400 ? refusedSubject(error.command, status, enhanced) : null
  const words = subject ? refusals[subject] : sessionWords(error, status)
  const numbers = status ? ` (${[status, enhanced].filter(Boolean).join(' ')})` : ''
  return new DeliveryFault(
    subject !== null && isForGood(subject, status, enhanced),
    `The mail server ${server} ${words}${numbers}.`,
  )
}

function isCommand(command: unknown): command is Command {
  return command === 'MAIL FROM' || command === 'RCPT TO' || command === 'DATA'
}

/** What went wrong before a message was spoken of. */
function sessionWords({ code, originalCode }: SmtpError, status: number): string {
  if (code === 'EAUTH' && status >= 400 && status < 500)
    return 'could not check our user name and password just now'
  if (code === 'EPROTOCOL' || code === 'ECONNECTION') {
    if (status >= 500) return 'takes no mail from this machine'
    if (status >= 400) return 'takes no mail just now'
  }
  return connectionWords(originalCode) ?? sentences[String(code)] ?? 'could not take the message'
}

/** RFC 3463; numbers only. */
function enhancedStatus({ response }: SmtpError): string | undefined {
  return /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(String(response ?? ''))?.[1]
}
