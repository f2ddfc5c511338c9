import type { Readable } from 'node:stream'
import { domainToASCII } from 'node:url'
import { createTransport } from 'nodemailer'
import { minute, second } from '../../base/duration.ts'
import { DeliveryFault } from '../delivery-fault.ts'
import { isMailAddress, isOneLine, needsSmtpUtf8 } from './mail-address.ts'
import { type MailServer, readMailServer } from './mail-server.ts'
import { type SmtpError, smtpFault } from './smtp-fault.ts'
import { offersSmtpUtf8 } from './smtp-utf8.ts'

export interface Mailbox {
  name: string
  address: string
}

export interface Mail {
  /** The same at every try, so that a second copy can be known as one; left out, the library makes one. */
  id?: string
  from: Mailbox
  to: Mailbox | string
  subject: string
  text: string
  html: string
}

export interface MailSender {
  /**
   * Resolves once the server has taken the message over. Throws a DeliveryFault.
   * @param life milliseconds after which it is not begun any more; what was begun goes on
   */
  send(mail: Mail, life?: number): Promise<void>
  /** Ends the pooled connections, also those under way. */
  close(): void
}

/** In milliseconds. */
export interface MailPatience {
  /** From the name to the greeting, and to TLS. */
  setUp: number
  /** For every answer after it, the one to the end of a message above all. */
  answer: number
  /** For one message in all, so that a server that trickles cannot hold a place for ever. */
  inAll: number
}

/** At least what RFC 5321, 4.5.3.2 asks for: who gives up sooner sends what was taken a second time. */
export const usualPatience: MailPatience = { setUp: 5 * minute, answer: 10 * minute, inAll: 30 * minute }

/**
 * Hands mail to one server over a few kept connections.
 * @param smtpUrl see docs/configure-mail.md; throws an Error where `mailFaults` finds one
 */
export function openMailSender(smtpUrl: string, patience = usualPatience): MailSender {
  const { value: server, faults } = readMailServer(smtpUrl)
  if (!server) throw new Error(`The mail server address cannot be used: ${faults.join(' ')}`)
  const options = transportOptions(server, patience)
  const transport = createTransport({ pool: true, ...options })
  transport.use('stream', ({ data, message }, done) => {
    message.processFunc((content) => {
      ;(data as Watched).watch(content as Readable)
      return content
    })
    done()
  })
  const name = `${server.host}:${server.port}`
  return {
    async send(mail, life = patience.inAll) {
      const written = headersOf(mail)
      let content: Readable | undefined
      const giveUp = untilBegun(Math.min(life, patience.inAll), () => content?.readableDidRead ?? false)
      try {
        await requireLetters(written, options, name)
        const watched: Watched = {
          watch(stream) {
            content = stream
          },
        }
        await transport.sendMail({
          ...written,
          ...watched,
          text: mail.text,
          html: mail.html,
          signal: AbortSignal.any([giveUp.signal, AbortSignal.timeout(patience.inAll)]),
        })
      } catch (error) {
        if (error instanceof DeliveryFault) throw error
        throw smtpFault(error as SmtpError, name, content?.readableEnded)
      } finally {
        giveUp.end()
      }
    },
    close: () => transport.transporter.close?.({ force: true }),
  }
}

/** Hands on the content as it leaves: whether it was begun, and whether all of it is out. */
interface Watched {
  watch(content: Readable): void
}

function untilBegun(life: number, isBegun: () => boolean) {
  const giveUp = new AbortController()
  const timer = setTimeout(() => isBegun() || giveUp.abort(), life)
  return { signal: giveUp.signal, end: () => clearTimeout(timer) }
}

function transportOptions(
  { credentials, name, rejectUnauthorized, ...server }: MailServer,
  patience: MailPatience,
) {
  return {
    ...server,
    ...(name && { name }),
    ...(credentials && { auth: { user: credentials.user, pass: credentials.password } }),
    tls: { rejectUnauthorized },
    connectionTimeout: patience.setUp + minute,
    greetingTimeout: patience.setUp,
    dnsTimeout: 30 * second,
    socketTimeout: patience.answer,
    // Shorter than firewalls forget a quiet connection: a code must not wait for one that is dead.
    idleTimeout: 30 * second,
    // Every try is the outbox's to decide: it knows what may have been taken.
    maxRequeues: 0,
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

type Written = ReturnType<typeof headersOf>

/** Letters beyond ASCII before the @ would reach another server as something else (RFC 6531). */
async function requireLetters(
  { from, to }: Written,
  options: ReturnType<typeof transportOptions>,
  server: string,
): Promise<void> {
  if (!needsSmtpUtf8(from.address) && !needsSmtpUtf8(to.address)) return
  if (await offersSmtpUtf8(options)) return
  throw new DeliveryFault(
    true,
    `The mail server ${server} takes no address with letters beyond A to Z before the @ (it does not offer SMTPUTF8).`,
  )
}

/** RFC 3834, 5: a machine wrote it, and no machine shall answer; the second is what Exchange asks for. */
const fromMachine = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' }

/** Refuses what could begin a second header or a second recipient, before the library sees it. */
function headersOf(mail: Mail) {
  const to = typeof mail.to === 'string' ? { name: '', address: mail.to } : mail.to
  for (const { name, address } of [mail.from, to]) {
    if (!isMailAddress(address)) throw new DeliveryFault(true, 'The mail address cannot be used.')
    if (!isOneLine(name)) throw new DeliveryFault(true, 'A name in the message holds a line break.')
  }
  if (!isOneLine(mail.subject)) throw new DeliveryFault(true, 'The subject holds a line break.')
  const domain = mail.from.address.slice(mail.from.address.lastIndexOf('@') + 1)
  return {
    from: mail.from,
    to,
    subject: mail.subject,
    headers: fromMachine,
    ...(mail.id && { messageId: `<${mail.id}@${domainToASCII(domain)}>` }),
  }
}
