import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { buffer } from 'node:stream/consumers'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterEach, describe, expect, it } from 'vitest'
import { day, minute, second } from '../../server/base/duration.ts'
import { DeliveryFault } from '../../server/tools/delivery-fault.ts'
import {
  type Mail,
  type MailPatience,
  openMailSender,
  usualPatience,
} from '../../server/tools/mail/mail-sender.ts'
import { ownCertificate } from '../support/own-certificate.ts'
import { until } from '../support/until.ts'

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

function open(address: string, patience: Partial<MailPatience> = {}) {
  const sender = openMailSender(address, { ...usualPatience, ...patience })
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
    const { taken, host } = await startServer(ownCertificate)
    const fault = await faultOf(open(`smtp://${host}?tls.rejectUnauthorized=true`).send(mail))
    expect(fault.permanent).toBe(false)
    expect(fault.reason).toContain('cannot be trusted: its certificate is not vouched for. ')
    expect(fault.reason).toContain('NODE_EXTRA_CA_CERTS')
    expect(taken).toEqual([])
  })

  it('is not sent to a server whose certificate has expired, and says so (B4)', async () => {
    const { taken, host } = await startServer()
    const fault = await faultOf(open(`smtp://${host}?tls.rejectUnauthorized=true`).send(mail))
    expect(fault.reason).toContain('cannot be trusted: its certificate has expired. ')
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
      reason: expect.stringContaining(
        `The mail server 127.0.0.1:${port} could not be reached: nothing listens there`,
      ),
    })
  })

  it.each([
    ['RCPT', '550 5.1.1', true, 'refused the recipient'],
    ['RCPT', '554 5.7.1', false, 'by a rule, a block list or a limit of its own'],
    ['DATA', '550 5.4.5', false, 'could not pass the message on'],
    ['DATA', '550 5.7.60', false, 'by a rule, a block list or a limit of its own'],
  ] as const)(
    'answered at %s with %s has failed for good: %s, and the blame is told right: it %s (B1)',
    async (where, answer, permanent, words) => {
      const [status = '', enhanced] = answer.split(' ')
      const refuse = () => refusing(Number(status), `${enhanced} for reasons`)
      const { host } = await startServer({
        hideSTARTTLS: true,
        ...(where === 'RCPT'
          ? { onRcptTo: (_, __, done) => done(refuse()) }
          : { onData: (stream, _, done) => void stream.resume().on('end', () => done(refuse())) }),
      })
      const fault = await faultOf(open(`smtp://${host}`).send(mail))
      expect(fault).toMatchObject({ permanent, isUncertain: false })
      expect(fault.reason).toContain(words)
      expect(fault.reason).toContain(`(${answer})`)
    },
  )

  it('gives the greeting and every step at least the time of RFC 5321, 4.5.3.2 (B2, B3)', () => {
    expect(usualPatience.setUp).toBeGreaterThanOrEqual(5 * minute)
    expect(usualPatience.answer).toBeGreaterThanOrEqual(10 * minute)
    expect(usualPatience.inAll).toBeGreaterThan(usualPatience.setUp + usualPatience.answer)
  })

  it.each([
    ['is never answered', () => {}],
    ['is answered by closing the connection', (socket: Socket) => void socket.destroy()],
  ])(
    'whose end %s is uncertain, and the library makes no second copy by itself (B2)',
    async (_, atTheEnd) => {
      let copies = 0
      const { server, host } = await startServer({
        hideSTARTTLS: true,
        onData: (stream) =>
          void stream.resume().on('end', () => {
            copies++
            for (const socket of sockets) atTheEnd(socket)
          }),
      })
      const sockets = new Set<Socket>()
      server.server.on('connection', (socket: Socket) => sockets.add(socket))
      // Against a server that is silent alone: no answer before takes as long, however busy the machine.
      const fault = await faultOf(open(`smtp://${host}`, { answer: 5 * second }).send(mail))
      expect(fault).toMatchObject({
        permanent: false,
        isUncertain: true,
        reason: `The mail server ${host} did not say whether it took the message. It may have.`,
      })
      expect([copies, sockets.size]).toEqual([1, 1])
    },
  )

  it("that found the connection closed was tried once: a second try is the outbox's to decide (B2)", async () => {
    let connections = 0
    const server = createServer((socket) => {
      connections++
      socket.on('error', () => {}).end()
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    closers.push(() => server.close())
    const { port } = server.address() as AddressInfo
    const fault = await faultOf(open(`smtp://127.0.0.1:${port}`).send(mail))
    expect(fault).toMatchObject({ permanent: false, isUncertain: false })
    // Whoever came before this one has been let in before it.
    const marker = connect(port, '127.0.0.1').resume()
    await once(marker, 'close')
    expect(connections).toBe(1 + 1)
  })

  it('that was not begun within its life is not sent any more, and never cut off once it was (B2)', async () => {
    let greet = () => {}
    const { taken, host } = await startServer({
      hideSTARTTLS: true,
      onConnect: (_, done) => {
        greet = done
      },
    })
    const sender = open(`smtp://${host}`)
    const fault = await faultOf(sender.send(mail, 200))
    expect(fault).toMatchObject({ permanent: false, isUncertain: false })
    const greetFirst = greet
    // One that begins afterwards comes through, and alone.
    const other = open(`smtp://${host}`).send({ ...mail, subject: 'Afterwards' })
    await until(() => greet !== greetFirst)
    greetFirst()
    greet()
    await other
    expect(taken.map(({ email }) => email.subject)).toEqual(['Afterwards'])
  })

  it('with a life longer than a timer can count is sent like any other', async () => {
    const { taken, host } = await startServer({ hideSTARTTLS: true })
    await open(`smtp://${host}`).send(mail, 30 * day)
    expect(taken).toHaveLength(1)
  })

  it('goes to the Postfix of the same machine, whose certificate is of its own making (O8)', async () => {
    const { taken, host } = await startServer(ownCertificate)
    await open(`smtp://${host}?name=signin.example.com`).send(mail)
    expect(taken).toHaveLength(1)
  })

  it('tells a server that speaks no TLS from one that is not there (B4)', async () => {
    const { host } = await startServer({ hideSTARTTLS: true })
    const fault = await faultOf(open(`smtps://${host}`).send(mail))
    expect(fault.reason).toBe(`The mail server ${host} speaks no TLS on this port.`)
  })

  it('tells a name that nobody knows from a server that is not there (B4)', async () => {
    const fault = await faultOf(open('smtp://nobody.invalid').send(mail))
    expect(fault.reason).toContain('The mail server nobody.invalid:587 could not be reached: ')
    expect(fault.reason).toMatch(/nobody knows its name|name service/)
  })

  it.each([
    [{ to: 'jörg@harbor.example' }],
    [{ from: { name: 'Harbor', address: 'hafen-büro@harbor.example' } }],
  ])(
    'with letters beyond ASCII before the @ leaves only where SMTPUTF8 is offered: %j (B6)',
    async (change) => {
      const commands: string[] = []
      const { taken, host } = await startServer({
        hideSTARTTLS: true,
        hideSMTPUTF8: true,
        onMailFrom: ({ address }, _, done) => {
          commands.push(address)
          done()
        },
      })
      const fault = await faultOf(open(`smtp://${host}`).send({ ...mail, ...change }))
      expect(fault).toMatchObject({
        permanent: true,
        reason: `The mail server ${host} takes no address with letters beyond A to Z before the @ (it does not offer SMTPUTF8).`,
      })
      expect([commands, taken]).toEqual([[], []])
    },
  )

  it('with letters beyond ASCII leaves as it is where SMTPUTF8 is offered (B6)', async () => {
    const { taken, host } = await startServer({ hideSTARTTLS: true })
    await open(`smtp://${host}`).send({ ...mail, to: 'jörg@harbor.example' })
    expect(taken[0]?.envelope.to).toEqual(['jörg@harbor.example'])
  })

  it('to a domain with letters beyond ASCII leaves in the form that every server takes (B6)', async () => {
    const { server, taken, host } = await startServer({ hideSTARTTLS: true, hideSMTPUTF8: true })
    let wire = ''
    server.server.on('connection', (socket: Socket) =>
      socket.on('data', (chunk) => {
        wire += chunk
      }),
    )
    await open(`smtp://${host}`).send({ ...mail, to: 'bsmith@häfen.example' })
    expect(taken).toHaveLength(1)
    expect(wire).toContain('RCPT TO:<bsmith@xn--hfen-loa.example>')
    expect(wire).not.toContain('häfen')
  })

  it('says that a machine wrote it, wants no automatic answer, and names nobody it is not from (B7)', async () => {
    const { taken, host } = await startServer({ hideSTARTTLS: true })
    await open(`smtp://${host}`).send({ ...mail, id: 'msg_abc' })
    const headers = taken[0]!.email.headers.map(({ key, value }) => [key, value])
    expect(headers).toContainEqual(['auto-submitted', 'auto-generated'])
    expect(headers).toContainEqual(['x-auto-response-suppress', 'All'])
    expect(headers).toContainEqual(['message-id', '<msg_abc@harbor.example>'])
    const names = headers.map(([key]) => key)
    expect(names).toContain('date')
    for (const name of ['x-mailer', 'precedence', 'reply-to', 'list-unsubscribe'])
      expect(names).not.toContain(name)
  })

  it('is given up for this time where the server trickles and never comes to an end', async () => {
    const server = createServer((socket) => {
      const timer = setInterval(() => socket.write('220-please wait\r\n'), 10)
      socket.on('error', () => {}).on('close', () => clearInterval(timer))
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    closers.push(() => server.close())
    const fault = await faultOf(
      open(`smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, { inAll: 300 }).send(mail),
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
