import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import type { Caught } from './caught-messages.ts'

const mostBytes = 1024 * 1024

/** A real SMTP server on loopback and a port of its own. The body kept is the plain text of the mail. */
export async function startMailCatcher(caught: (message: Caught) => void) {
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 200,
    size: mostBytes,
    async onData(stream, session, done) {
      try {
        const { subject, text = '' } = await PostalMime.parse(await buffer(stream))
        for (const { address } of session.envelope.rcptTo)
          caught({ channel: 'email', to: address, ...(subject && { subject }), body: text.trim() })
        done()
      } catch (error) {
        done(error as Error)
      }
    },
  })
  // A client that hangs up in the middle is no reason to end the process.
  server.on('error', () => {})
  const listening = server.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  return {
    url: `smtp://127.0.0.1:${(listening.address() as AddressInfo).port}`,
    close: () => new Promise<void>((done) => server.close(() => done())),
  }
}
