import { createTransport } from 'nodemailer'
import { second } from '../../base/duration.ts'
import { DeliveryFault } from '../delivery-fault.ts'
import { isMailAddress, isOneLine } from './mail-address.ts'
import { type MailServer, readMailServer } from './mail-server.ts'
import { type SmtpError, smtpFault } from './smtp-fault.ts'

export interface Mailbox {
  name: string
  address: string
}

export interface Mail {
  from: Mailbox
  to: Mailbox | string
  subject: string
  text: string
  html: string
}

export interface MailSender {
  /** Resolves once the server has taken the message over. Throws a DeliveryFault. */
  send(mail: Mail): Promise<void>
  /** Ends the pooled connections, also those under way. */
  close(): void
}

/**
 * Hands mail to one server over a few kept connections.
 * @param smtpUrl see docs/configure-mail.md; throws an Error where `mailFaults` finds one
 * @param giveUpAfter milliseconds for one message in all, so that a server that trickles cannot hold a place for ever
 */
export function openMailSender(smtpUrl: string, giveUpAfter = 45 * second): MailSender {
  const { value: server, faults } = readMailServer(smtpUrl)
  if (!server) throw new Error(`The mail server address cannot be used: ${faults.join(' ')}`)
  const transport = createTransport({ pool: true, ...transportOptions(server) })
  return {
    async send(mail) {
      const message = headersOf(mail)
      try {
        await transport.sendMail({
          ...message,
          text: mail.text,
          html: mail.html,
          signal: AbortSignal.timeout(giveUpAfter),
        })
      } catch (error) {
        throw smtpFault(error as SmtpError, `${server.host}:${server.port}`)
      }
    },
    close: () => transport.transporter.close?.({ force: true }),
  }
}

function transportOptions({ credentials, name, rejectUnauthorized, ...server }: MailServer) {
  return {
    ...server,
    ...(name && { name }),
    ...(credentials && { auth: { user: credentials.user, pass: credentials.password } }),
    tls: { rejectUnauthorized },
    connectionTimeout: 10 * second,
    greetingTimeout: 10 * second,
    dnsTimeout: 10 * second,
    socketTimeout: 30 * second,
    // One silent retry where a kept connection had died; everything else is the outbox's to decide.
    maxRequeues: 1,
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

/** Refuses what could begin a second header or a second recipient, before the library sees it. */
function headersOf(mail: Mail): Pick<Mail, 'from' | 'subject'> & { to: Mailbox } {
  const to = typeof mail.to === 'string' ? { name: '', address: mail.to } : mail.to
  for (const { name, address } of [mail.from, to]) {
    if (!isMailAddress(address)) throw new DeliveryFault(true, 'The mail address cannot be used.')
    if (!isOneLine(name)) throw new DeliveryFault(true, 'A name in the message holds a line break.')
  }
  if (!isOneLine(mail.subject)) throw new DeliveryFault(true, 'The subject holds a line break.')
  return { from: mail.from, to, subject: mail.subject }
}
