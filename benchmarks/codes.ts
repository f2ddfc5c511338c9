import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'

/** Catches the codes that are sent as mail. */
export interface Codes {
  smtpPort: number
  /** The code that comes next for an address; asked for before it is sent. */
  next(address: string): Promise<string>
}

const patience = 30_000

export async function catchCodes(): Promise<Codes> {
  const waiting = new Map<string, (code: string) => void>()
  function caught(address: string, code: string | undefined): void {
    if (code) waiting.get(address)?.(code)
    waiting.delete(address)
  }
  const mail = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    async onData(stream, { envelope }, done) {
      const text = (await buffer(stream)).toString('latin1')
      // The code ends the subject, and so is found without reading the mail.
      const code = /^Subject: [^\r\n]*?(\d{6})\r$/m.exec(text)?.[1]
      done()
      for (const { address } of envelope.rcptTo) caught(address, code)
    },
  })
  mail.on('error', () => {})
  const mailServer = mail.listen(0, '127.0.0.1')
  await once(mailServer, 'listening')
  return {
    smtpPort: (mailServer.address() as AddressInfo).port,
    next: (address) =>
      new Promise((resolve, reject) => {
        const late = setTimeout(() => reject(new Error(`No code came for ${address}`)), patience)
        waiting.set(address, (code) => {
          clearTimeout(late)
          resolve(code)
        })
      }),
  }
}
