/** Of what does the answer speak by which a mail server refused something: the recipient, the message, us, or itself? */

export type Subject =
  | 'recipient'
  | 'message'
  | 'sender'
  | 'policy'
  | 'route'
  | 'server'
  | 'protocol'
  | 'sign-in'

/** What was refused, as far as we send it. */
export type Command = 'MAIL FROM' | 'RCPT TO' | 'DATA'

/** The middle number of an enhanced status (RFC 3463, 3). */
const bySubject: Readonly<Record<string, Subject>> = {
  '1': 'recipient',
  '2': 'recipient',
  '3': 'server',
  '4': 'route',
  '5': 'protocol',
  '6': 'message',
  '7': 'policy',
}

/** Details that speak of something else than their subject: a bad sender's address or system, and what is too big. */
const byDetail: Readonly<Record<string, Subject>> = { '1.7': 'sender', '1.8': 'sender', '3.4': 'message' }

/** Statuses of three digits that speak of the session (RFC 4954, 6; RFC 5321, 4.2.3). */
const signIn: readonly number[] = [530, 534, 535, 538]
const session: readonly number[] = [500, 501, 502, 503, 504, 555]
/** Statuses at RCPT that speak of the mailbox (RFC 5321, 4.2.3; RFC 7504, 4). */
const mailbox: readonly number[] = [550, 551, 552, 553, 556]

export function refusedSubject(command: Command, status: number, enhanced: string | undefined): Subject {
  if (signIn.includes(status)) return 'sign-in'
  const detail = enhanced?.slice(2) ?? ''
  const spoken = byDetail[detail] ?? bySubject[detail.split('.')[0]!] ?? bareSubject(command, status)
  return command === 'MAIL FROM' && spoken === 'recipient' ? 'sender' : spoken
}

function bareSubject(command: Command, status: number): Subject {
  if (session.includes(status)) return 'protocol'
  if (command === 'MAIL FROM') return status < 500 ? 'server' : 'sender'
  if (command === 'DATA') return 'message'
  return status < 500 || mailbox.includes(status) ? 'recipient' : 'policy'
}

/** Only what speaks of this recipient or this message is for good, and only where no digit says that it passes. */
export function isForGood(subject: Subject, status: number, enhanced: string | undefined): boolean {
  return (subject === 'recipient' || subject === 'message') && status >= 500 && !enhanced?.startsWith('4')
}
