import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { buffer } from 'node:stream/consumers'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterEach, describe, expect, it } from 'vitest'
import { DeliveryFault } from '../../server/tools/delivery-fault.ts'
import { type Mail, openMailSender } from '../../server/tools/mail/mail-sender.ts'

const mail: Mail = {
  from: { name: 'Harbor Agency', address: 'doorward@harbor.example' },
  to: 'bsmith@harbor.example',
  subject: 'Your Harbor Agency code is 407112',
  text: '407112\n\nHello Bob Smith,\n',
  html: '<p>407112</p>',
}

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

interface Taken {
  envelope: { from: string; to: string[] }
  email: Email
}

/** A real SMTP server; what it takes stands in `taken`. */
async function startServer(options: SMTPServerOptions = {}) {
  const taken: Taken[] = []
  const server = new SMTPServer({
    disableReverseLookup: true,
    authOptional: true,
    logger: false,
    closeTimeout: 50,
    async onData(stream, { envelope }, done) {
      const email = await PostalMime.parse(await buffer(stream))
      const from = envelope.mailFrom ? envelope.mailFrom.address : ''
      taken.push({ envelope: { from, to: envelope.rcptTo.map(({ address }) => address) }, email })
      done()
    },
    ...options,
  })
  server.on('error', () => {})
  const listening = server.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  closers.push(() => new Promise<void>((closed) => server.close(closed)))
  return { server, taken, host: `127.0.0.1:${(listening.address() as AddressInfo).port}` }
}

function open(address: string, giveUpAfter?: number) {
  const sender = openMailSender(address, giveUpAfter)
  closers.push(() => sender.close())
  return sender
}

/** The fault of a hand-over that must fail. */
async function faultOf(sending: Promise<void>): Promise<DeliveryFault> {
  const fault = await sending.then(
    () => undefined,
    (error: unknown) => error,
  )
  expect(fault).toBeInstanceOf(DeliveryFault)
  return fault as DeliveryFault
}

const refusing = (responseCode: number, message: string) =>
  Object.assign(new Error(message), { responseCode })

describe('mail', () => {
  it('is taken over by the server as it was written, in text and HTML', async () => {
    const { taken, host } = await startServer({ hideSTARTTLS: true })
    await open(`smtp://${host}`).send(mail)
    expect(taken).toHaveLength(1)
    const { envelope, email } = taken[0]!
    expect(envelope).toEqual({ from: 'doorward@harbor.example', to: ['bsmith@harbor.example'] })
    expect(email.from).toMatchObject({ name: 'Harbor Agency', address: 'doorward@harbor.example' })
    expect(email.subject).toBe(mail.subject)
    expect(email.text?.trim()).toBe(mail.text.trim())
    expect(email.html?.trim()).toBe(mail.html)
    expect(email.attachments).toEqual([])
  })

  it('keeps names and texts of every language', async () => {
    const { taken, host } = await startServer({ hideSTARTTLS: true })
    const from = { name: 'Häfen, "Söhne" & Ко <x@y.example> 😀', address: 'doorward@harbor.example' }
    await open(`smtp://${host}`).send({ ...mail, from, subject: 'Код – 😀', text: 'Привет' })
    const { email } = taken[0]!
    expect(email.from).toMatchObject(from)
    expect(email.subject).toBe('Код – 😀')
    expect(email.text?.trim()).toBe('Привет')
  })

  it('goes over STARTTLS where it is offered, with the credentials of the address', async () => {
    const seen: unknown[] = []
    const { taken, host } = await startServer({
      authOptional: false,
      onAuth({ username, password }, session, done) {
        seen.push({ username, password, secure: session.secure })
        done(null, { user: username })
      },
    })
    await open(`smtp://ann:p%40ss@${host}?tls.rejectUnauthorized=false`).send(mail)
    expect(seen).toEqual([{ username: 'ann', password: 'p@ss', secure: true }])
    expect(taken).toHaveLength(1)
  })

  it('goes over TLS from the first byte with smtps://', async () => {
    const { taken, host } = await startServer({ secure: true })
    await open(`smtps://${host}?tls.rejectUnauthorized=false`).send(mail)
    expect(taken).toHaveLength(1)
  })

  it('is not sent to a server whose certificate nobody vouches for', async () => {
    const { taken, host } = await startServer()
    const fault = await faultOf(open(`smtp://${host}`).send(mail))
    expect(fault.permanent).toBe(false)
    expect(taken).toEqual([])
  })

  it('is not sent without TLS where TLS is required', async () => {
    const { taken, host } = await startServer({ hideSTARTTLS: true, disabledCommands: ['STARTTLS'] })
    const fault = await faultOf(open(`smtp://${host}?requireTLS=true`).send(mail))
    expect(fault).toMatchObject({
      permanent: false,
      reason: `The mail server ${host} could not agree with us on TLS (500).`,
    })
    expect(taken).toEqual([])
  })

  it.each([
    [550, true],
    [553, true],
    [450, false],
  ])('refused for its recipient with %i has failed for good: %s', async (status, permanent) => {
    const { host } = await startServer({
      hideSTARTTLS: true,
      onRcptTo: (_, __, done) => done(refusing(status, 'no such bsmith')),
    })
    const fault = await faultOf(open(`smtp://${host}`).send(mail))
    expect(fault).toMatchObject({
      permanent,
      reason: `The mail server ${host} refused the recipient (${status}).`,
    })
  })

  it.each([
    [554, true],
    [452, false],
  ])(
    'refused after its content with %i has failed for good: %s, and the reason repeats none of it',
    async (status, permanent) => {
      const { host } = await startServer({
        hideSTARTTLS: true,
        onData: (stream, _, done) =>
          void stream.resume().on('end', () => done(refusing(status, 'spam: 407112'))),
      })
      const fault = await faultOf(open(`smtp://${host}`).send(mail))
      expect(fault).toMatchObject({
        permanent,
        reason: `The mail server ${host} refused the message (${status}).`,
      })
    },
  )

  it('with wrong credentials may be tried again, for they can be mended, and the reason names none of them', async () => {
    const { host } = await startServer({
      authOptional: false,
      hideSTARTTLS: true,
      allowInsecureAuth: true,
      onAuth: ({ password }, _, done) => done(refusing(535, `not ${password}`)),
    })
    const fault = await faultOf(open(`smtp://ann:sesame@${host}`).send(mail))
    expect(fault.permanent).toBe(false)
    expect(fault.reason).toBe(`The mail server ${host} did not accept our user name and password (535).`)
  })

  it('may be tried again when the server dies in the middle of the content, and the next one gets through', async () => {
    let dies = true
    const { server, taken, host } = await startServer({
      hideSTARTTLS: true,
      async onData(stream, session, done) {
        if (dies) {
          dies = false
          stream.once('data', () => {
            for (const connection of server.connections) connection.close()
            for (const socket of sockets) socket.destroy()
          })
          return
        }
        const email = await PostalMime.parse(await buffer(stream))
        taken.push({
          envelope: { from: '', to: session.envelope.rcptTo.map(({ address }) => address) },
          email,
        })
        done()
      },
    })
    const sockets = new Set<Socket>()
    server.server.on('connection', (socket: Socket) => sockets.add(socket))
    const sender = open(`smtp://${host}`)
    const fault = await faultOf(sender.send({ ...mail, text: 'x'.repeat(200_000) }))
    expect(fault.permanent).toBe(false)
    expect(taken).toEqual([])
    await sender.send(mail)
    expect(taken).toHaveLength(1)
  })

  it('may be tried again when nobody listens there', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    server.close()
    const fault = await faultOf(open(`smtp://127.0.0.1:${port}`).send(mail))
    expect(fault).toMatchObject({
      permanent: false,
      reason: `The mail server 127.0.0.1:${port} could not be reached.`,
    })
  })

  it('is given up for this time where the server trickles and never comes to an end', async () => {
    const server = createServer((socket) => {
      const timer = setInterval(() => socket.write('220-please wait\r\n'), 10)
      socket.on('error', () => {}).on('close', () => clearInterval(timer))
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    closers.push(() => server.close())
    const fault = await faultOf(
      open(`smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, 300).send(mail),
    )
    expect(fault.permanent).toBe(false)
    expect(fault.reason).toContain('did not finish in time')
  })

  it('waits for a server that is only slow', async () => {
    const { taken, host } = await startServer({
      hideSTARTTLS: true,
      onConnect: (_, done) => void setTimeout(done, 300),
      onRcptTo: (_, __, done) => void setTimeout(done, 300),
    })
    await open(`smtp://${host}`).send(mail)
    expect(taken).toHaveLength(1)
  })

  it.each([
    ['a recipient', { to: 'bsmith@harbor.example\r\nBcc: evil@evil.example' }],
    ['a recipient', { to: 'bsmith@harbor.example, evil@evil.example' }],
    [
      'the name of a recipient',
      { to: { name: 'Bob\r\nBcc: evil@evil.example', address: 'bsmith@harbor.example' } },
    ],
    [
      'the name of the sender',
      { from: { name: 'Harbor\nBcc: evil@evil.example', address: mail.from.address } },
    ],
    ['the address of the sender', { from: { name: 'Harbor', address: 'a@b.example>\r\nX: y' } }],
    ['the subject', { subject: 'Hello\r\nBcc: evil@evil.example' }],
  ] as [string, Partial<Mail>][])(
    'is refused for good, unsent, where %s would begin another header or recipient',
    async (_, change) => {
      const { taken, host } = await startServer({ hideSTARTTLS: true })
      const fault = await faultOf(open(`smtp://${host}`).send({ ...mail, ...change }))
      expect(fault.permanent).toBe(true)
      expect(fault.reason).not.toContain('evil')
      expect(taken).toEqual([])
    },
  )

  it('never reads a file or an address that a text happens to name', async () => {
    const { taken, host } = await startServer({ hideSTARTTLS: true })
    await open(`smtp://${host}`).send({
      ...mail,
      html: '<img src="file:///etc/hostname">',
      text: '/etc/hostname',
    })
    expect(taken[0]!.email.attachments).toEqual([])
    expect(taken[0]!.email.text?.trim()).toBe('/etc/hostname')
  })

  it('cannot be sent by way of an address that is none', () => {
    expect(() => openMailSender('http://mail.example')).toThrow('neither smtp:// nor smtps://')
  })
})
