import SMTPConnection from 'nodemailer/lib/smtp-connection'

/**
 * Does the server take addresses with letters beyond ASCII (RFC 6531)? Asked on a connection of its own, for the few that
 * need it: the pool speaks before it tells what was offered. Throws as a connection does.
 */
export function offersSmtpUtf8(options: SMTPConnection.Options): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const connection = new SMTPConnection({
      ...options,
      customAuth: {
        // Not a way to sign in: the library shows the extensions to it, and nothing is sent.
        ASK: (asked) => {
          resolve(asked.extensions.includes('SMTPUTF8'))
          asked.resolve()
        },
      },
    })
    connection.once('error', reject)
    connection.once('end', () => reject(Object.assign(new Error('closed'), { code: 'ECONNECTION' })))
    connection.connect((error) => {
      if (error) return reject(error)
      connection.login({ method: 'ASK' } as never, () => connection.quit())
    })
  })
}
