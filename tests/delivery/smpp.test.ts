import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer, PDU, type Session } from 'smpp'
import getTLSOptions from 'smtp-server/lib/tls-options.js'
import { afterEach, describe, expect, it } from 'vitest'
import { DeliveryFault } from '../../server/tools/delivery-fault.ts'
import { readServiceAddress } from '../../server/tools/service-address.ts'
import { readSmppAddress } from '../../server/tools/sms/smpp-address.ts'
import { openSmppSender } from '../../server/tools/sms/smpp-sender.ts'
import { openTextSender } from '../../server/tools/sms/text-sender.ts'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

interface Behavior {
  bindStatus?: number
  /** The status of the answer to a submit_sm; null answers by hanging up. */
  submitStatus?: () => number | null
  /** Never answers enquire_link. */
  isDeaf?: boolean
  tls?: { key: string; cert: string }
}

/** The smpp package's own server; what was submitted stands in `submitted`. */
async function startServer({ bindStatus = 0, submitStatus = () => 0, isDeaf, tls }: Behavior = {}) {
  const submitted: PDU[] = []
  const binds: PDU[] = []
  const sessions: Session[] = []
  const answers: PDU[] = []
  const server = createServer({ ...tls }, (session) => {
    sessions.push(session)
    session.on('error', () => {})
    session.on('pdu', (pdu: PDU) => void (pdu.isResponse() && answers.push(pdu)))
    session.on('bind_transceiver', (pdu: PDU) => {
      binds.push(pdu)
      session.send(pdu.response({ command_status: bindStatus, system_id: 'smsc' }))
    })
    session.on('enquire_link', (pdu: PDU) => isDeaf || session.send(pdu.response()))
    session.on('unbind', (pdu: PDU) => {
      session.send(pdu.response())
      session.close()
    })
    session.on('submit_sm', (pdu: PDU) => {
      const status = submitStatus()
      if (status === null) return session.destroy()
      submitted.push(pdu)
      session.send(pdu.response({ command_status: status, message_id: String(submitted.length) }))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closers.push(() => {
    for (const session of sessions) session.destroy()
    server.close()
  })
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return { submitted, binds, sessions, answers, host }
}

function open(host: string, query = 'source=Harbor') {
  const sender = openTextSender(`smpp://ann:sesame@${host}?${query}`)
  closers.push(() => sender.close())
  return sender
}

async function faultOf(sending: Promise<unknown>): Promise<DeliveryFault> {
  const fault = await sending.then(
    () => undefined,
    (error: unknown) => error,
  )
  expect(fault).toBeInstanceOf(DeliveryFault)
  return fault as DeliveryFault
}

interface ShortMessage {
  message: string
  udh?: Buffer[]
}

const to = '+15555554217'
const code =
  '407112 is your Harbor Agency code. It expires in one to two minutes.\nFor Bob Smith, to sign in.\n@signin.harbor.example #407112'

describe('a text message by way of SMPP', () => {
  it('is bound as transceiver and submitted in one segment of the telephone alphabet', async () => {
    const { binds, submitted, host } = await startServer()
    await open(host, 'source=Harbor&system_type=WEB').send({ to, text: code })
    expect(binds).toHaveLength(1)
    expect(binds[0]).toMatchObject({
      system_id: 'ann',
      password: 'sesame',
      system_type: 'WEB',
      interface_version: 0x34,
    })
    expect(submitted).toHaveLength(1)
    expect(submitted[0]).toMatchObject({
      source_addr: 'Harbor',
      source_addr_ton: 5,
      destination_addr: '15555554217',
      dest_addr_ton: 1,
      dest_addr_npi: 1,
      data_coding: 0,
      esm_class: 0,
    })
    expect((submitted[0]!.short_message as ShortMessage).message).toBe(code)
  })

  it('binds once for many messages', async () => {
    const { binds, submitted, host } = await startServer()
    const sender = open(host)
    await Promise.all(
      Array.from({ length: 20 }, (_, number) => sender.send({ to, text: `message ${number}` })),
    )
    await sender.send({ to, text: 'one more' })
    expect(binds).toHaveLength(1)
    expect(submitted).toHaveLength(21)
  })

  it('of letters beyond the telephone alphabet goes as UCS-2', async () => {
    const { submitted, host } = await startServer()
    await open(host).send({ to, text: 'Код 407112 😀' })
    expect(submitted).toHaveLength(1)
    expect(submitted[0]!.data_coding).toBe(8)
    expect((submitted[0]!.short_message as ShortMessage).message).toBe('Код 407112 😀')
  })

  it.each([
    ['x€'.repeat(200), 0, 4],
    ['жизнь 😀 '.repeat(30), 8, 5],
  ])('that is long goes in parts that a telephone joins again', async (text, coding, count) => {
    const { submitted, host } = await startServer()
    await open(host).send({ to, text })
    const parts = submitted.map((pdu) => pdu.short_message as ShortMessage)
    expect(submitted.map((pdu) => [pdu.data_coding, pdu.esm_class])).toEqual(
      Array(count).fill([coding, 0x40]),
    )
    expect(parts.map(({ message }) => message).join('')).toBe(text)
    const headers = parts.map(({ udh }) => [...udh![0]!])
    expect(headers.map((header) => header.slice(-2))).toEqual(headers.map((_, place) => [count, place + 1]))
    expect(new Set(headers.map((header) => header.at(-3))).size).toBe(1)
  })

  it.each([
    [0x0b, true],
    [0x58, false],
    [0x08, false],
  ])('answered with status %i has failed for good: %s', async (status, permanent) => {
    const { host } = await startServer({ submitStatus: () => status })
    const fault = await faultOf(open(host).send({ to, text: code }))
    expect(fault.permanent).toBe(permanent)
    expect(fault.reason).toContain(`status ${status}`)
    expect(fault.reason).not.toMatch(/407112|4217|sesame/)
  })

  it('may be tried again where the server does not let us in', async () => {
    const { host } = await startServer({ bindStatus: 0x0e })
    const fault = await faultOf(open(host).send({ to, text: code }))
    expect(fault).toMatchObject({
      permanent: false,
      reason: 'The SMPP server 127.0.0.1 did not let us in (status 14).',
    })
  })

  it('may be tried again where nobody listens', async () => {
    const fault = await faultOf(open('127.0.0.1:1').send({ to, text: code }))
    expect(fault.permanent).toBe(false)
  })

  it('may be tried again when the connection dies under it, and the next one binds anew', async () => {
    let dies = true
    const submitStatus = () => {
      if (!dies) return 0
      dies = false
      return null
    }
    const { binds, submitted, host } = await startServer({ submitStatus })
    const sender = open(host)
    expect((await faultOf(sender.send({ to, text: code }))).permanent).toBe(false)
    await sender.send({ to, text: code })
    expect(binds).toHaveLength(2)
    expect(submitted).toHaveLength(1)
  })

  it('that was submitted and not answered is uncertain; one that was never submitted is not (B2)', async () => {
    const { host } = await startServer({ submitStatus: () => null })
    expect(await faultOf(open(host).send({ to, text: code }))).toMatchObject({
      permanent: false,
      isUncertain: true,
    })
    const fault = await faultOf(open('127.0.0.1:1').send({ to, text: code }))
    expect(fault).toMatchObject({ permanent: false, isUncertain: false })
    expect(fault.reason).toContain('could not be reached: nothing listens there')
  })

  it('binds anew after the server ended the session while nothing was under way', async () => {
    const { binds, sessions, answers, host } = await startServer()
    const sender = open(host)
    await sender.send({ to, text: code })
    const closed = once(sessions[0]!, 'close')
    sessions[0]!.send(new PDU('unbind'))
    await closed
    expect(answers.map(({ command }) => command)).toContain('unbind_resp')
    await sender.send({ to, text: code })
    expect(binds).toHaveLength(2)
  })

  it('answers the server that asks whether we live, or reports a delivery', async () => {
    const { sessions, host } = await startServer()
    await open(host).send({ to, text: code })
    for (const command of ['enquire_link', 'deliver_sm']) {
      const answer = await new Promise<PDU>((resolve) => sessions[0]!.send(new PDU(command), resolve))
      expect(answer).toMatchObject({ command: `${command}_resp`, command_status: 0 })
    }
  })

  it('goes over TLS with smpps://, and nowhere with a certificate nobody vouches for', async () => {
    const tls = getTLSOptions()
    const { submitted, host } = await startServer({ tls: { key: String(tls.key), cert: String(tls.cert) } })
    const address = `smpps://ann:sesame@${host}?source=Harbor`
    const [strict, lenient] = [
      openTextSender(address),
      openTextSender(`${address}&tls.rejectUnauthorized=false`),
    ]
    closers.push(strict.close, lenient.close)
    expect((await faultOf(strict.send({ to, text: code }))).permanent).toBe(false)
    expect(submitted).toEqual([])
    await lenient.send({ to, text: code })
    expect(submitted).toHaveLength(1)
  })

  it('keeps asking a server with nothing to do, and leaves one that no longer answers', async () => {
    const { binds, sessions, host } = await startServer({ isDeaf: true })
    const { value } = readSmppAddress(readServiceAddress(`smpp://ann:sesame@${host}`).value!)
    const sender = openSmppSender(value!, { answerWithin: 300, askEvery: 50 })
    closers.push(sender.close)
    await sender.send({ to, text: code })
    await once(sessions[0]!, 'enquire_link')
    await once(sessions[0]!, 'close')
    await sender.send({ to, text: code })
    expect(binds).toHaveLength(2)
  })

  it('unbinds when it is closed', async () => {
    const { sessions, host } = await startServer()
    const sender = open(host)
    await sender.send({ to, text: code })
    const unbound = once(sessions[0]!, 'unbind')
    await sender.close()
    await unbound
  })
})
