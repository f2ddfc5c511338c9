import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'

/** How the server treats whoever hands mail over. */
export type Mood =
  | { kind: 'takes' }
  /** Answers every recipient with this status. */
  | { kind: 'refuses'; status: number }
  /** Takes a mail only so many milliseconds after it came. */
  | { kind: 'slow'; milliseconds: number }
  /** Hangs up in the middle of DATA. */
  | { kind: 'drops' }

export interface Letter {
  to: string
  subject: string
  at: number
}

/** A mail server on loopback that belongs to the campaign and outlives every server under test. */
export interface MailServer {
  url: string
  mood: Mood
  letters: readonly Letter[]
  /** The code in the newest mail to an address that came after `known` mails with a code; undefined when nobody waits any more. */
  code(to: string, known: number, isOver: () => boolean): Promise<string | undefined>
  codes(to: string): string[]
  /** Nobody listens any more until `open`. */
  shut(): Promise<void>
  open(): Promise<void>
  close(): Promise<void>
}

/** Against hanging alone. */
const patience = 120_000

export async function startMailServer(): Promise<MailServer> {
  const letters: Letter[] = []
  let server: SMTPServer | undefined
  let port = 0
  const self: MailServer = {
    url: '',
    mood: { kind: 'takes' },
    letters,
    codes: (to) => letters.filter((one) => one.to === to).flatMap((one) => codeIn(one.subject)),
    async code(to, known, isOver) {
      for (
        const until = performance.now() + patience;
        performance.now() < until && !isOver();
        await pause(10)
      ) {
        const codes = self.codes(to)
        if (codes.length > known) return codes.at(-1)
      }
      return undefined
    },
    async open() {
      if (server) return
      server = smtpServer(self, letters)
      const listening = server.listen(port, '127.0.0.1')
      await once(listening, 'listening')
      port = (listening.address() as AddressInfo).port
      self.url = `smtp://127.0.0.1:${port}`
    },
    async shut() {
      const closing = server
      server = undefined
      await new Promise<void>((closed) => (closing ? closing.close(closed) : closed()))
    },
    close: () => self.shut(),
  }
  await self.open()
  return self
}

const codeIn = (subject: string) => / code is (\d{4,8})$/.exec(subject)?.[1] ?? []

function smtpServer(self: MailServer, letters: Letter[]): SMTPServer {
  const sockets = new Set<Socket>()
  const server = new SMTPServer({
    disableReverseLookup: true,
    authOptional: true,
    hideSTARTTLS: true,
    closeTimeout: 50,
    onRcptTo(_, __, done) {
      const { mood } = self
      done(
        mood.kind === 'refuses' ? Object.assign(new Error('not now'), { responseCode: mood.status }) : null,
      )
    },
    async onData(stream, { envelope }, done) {
      const { mood } = self
      // What was read so far is thrown away with the connection.
      if (mood.kind === 'drops') return void hangUp(sockets)
      const whole = await buffer(stream).catch(() => null)
      // Whoever hung up in the middle has handed nothing over.
      if (!whole) return done(new Error('hung up'))
      const { subject = '' } = await PostalMime.parse(whole)
      if (mood.kind === 'slow') await pause(mood.milliseconds)
      for (const { address } of envelope.rcptTo) letters.push({ to: address, subject, at: Date.now() })
      done()
    },
  })
  server.on('error', () => {})
  server.server.on('connection', (socket: Socket) =>
    sockets.add(socket.once('close', () => sockets.delete(socket))),
  )
  return server
}

function hangUp(sockets: ReadonlySet<Socket>): void {
  for (const socket of sockets) socket.destroy()
}
