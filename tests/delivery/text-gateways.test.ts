import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { text as readText } from 'node:stream/consumers'
import { afterEach, describe, expect, it } from 'vitest'
import { DeliveryFault } from '../../server/tools/delivery-fault.ts'
import { openGatewaySender } from '../../server/tools/sms/gateway-sender.ts'
import { openPoster } from '../../server/tools/sms/poster.ts'
import { openTextSender } from '../../server/tools/sms/text-sender.ts'
import { ownCertificate } from '../support/own-certificate.ts'

const account = `AC${'0123456789abcdef'.repeat(2)}`
const service = `MG${'0123456789abcdef'.repeat(2)}`
const message = {
  to: '+15555554217',
  text: '407112 is your “Harbor & Sons” code.\n@signin.harbor.example #407112',
}

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

interface Request {
  method: string
  url: string
  headers: IncomingMessage['headers']
  body: string
}

type Answer = (response: ServerResponse, request: Request) => void

/** A real HTTP server; what it was asked stands in `requests`. */
async function startGateway(answer: Answer) {
  const requests: Request[] = []
  const server = createServer(async (incoming, response) => {
    const { method = '', url = '', headers } = incoming
    const request = { method, url, headers, body: await readText(incoming) }
    requests.push(request)
    answer(response, request)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  closers.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return { requests, host: `127.0.0.1:${(server.address() as AddressInfo).port}` }
}

const answering =
  (status: number, body: unknown = {}, headers: Record<string, string> = {}): Answer =>
  (response) =>
    void response.writeHead(status, headers).end(JSON.stringify(body))

function open(address: string) {
  const sender = openTextSender(address)
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

/** Twilio's Messages resource as its API reference describes it: what it demands of a request, and what it answers. */
const twilio: Answer = (response, { method, url, headers, body }) => {
  const form = new URLSearchParams(body)
  const faults = [
    method === 'POST',
    url === `/2010-04-01/Accounts/${account}/Messages.json`,
    headers.authorization === `Basic ${btoa(`${account}:tok:en`)}`,
    headers['content-type'] === 'application/x-www-form-urlencoded',
    /^\+[1-9]\d{1,14}$/.test(form.get('To') ?? ''),
    form.has('From') !== form.has('MessagingServiceSid'),
    (form.get('Body') ?? '').length > 0 && form.get('Body')!.length <= 1600,
    [...form.keys()].every((name) => ['To', 'From', 'MessagingServiceSid', 'Body'].includes(name)),
  ]
  const isGood = faults.every(Boolean)
  const answer = isGood ? { sid: `SM${'0'.repeat(32)}`, status: 'queued' } : { code: 20001, faults }
  response.writeHead(isGood ? 201 : 400, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer))
}

describe('a text message by way of Twilio', () => {
  it.each([
    ['from=+15555550100', { From: '+15555550100' }],
    [`messagingServiceSid=${service}`, { MessagingServiceSid: service }],
  ])('is asked for as the published API describes it, with %s', async (option, sender) => {
    const { requests, host } = await startGateway(twilio)
    await open(`twilio+http://${account}:tok%3Aen@${host}?${option}`).send(message)
    expect(requests).toHaveLength(1)
    expect(Object.fromEntries(new URLSearchParams(requests[0]!.body))).toEqual({
      To: message.to,
      ...sender,
      Body: message.text,
    })
  })

  it.each([
    [400, { code: 21614, message: `To ${message.to}: ${message.text}` }, true],
    [400, { code: 21606 }, false],
    [401, { code: 20003 }, false],
    [429, { code: 20429 }, false],
    [503, 'busy', false],
  ])('answered with %i %j has failed for good: %s', async (status, body, permanent) => {
    const { host } = await startGateway(answering(status, body))
    const fault = await faultOf(open(`twilio+http://${account}:tok@${host}?from=+15555550100`).send(message))
    expect(fault.permanent).toBe(permanent)
    expect(fault.reason).toContain(`status ${status}`)
    expect(fault.reason).not.toMatch(/407112|4217|tok/)
  })
})

describe('a text message by way of a gateway', () => {
  it('is posted as JSON with number and text', async () => {
    const { requests, host } = await startGateway(answering(202))
    await open(`http://${host}/send?unit=7`).send(message)
    expect(requests).toHaveLength(1)
    expect(requests[0]).toMatchObject({ method: 'POST', url: '/send?unit=7' })
    expect(requests[0]!.headers['content-type']).toBe('application/json')
    expect(requests[0]!.headers.authorization).toBeUndefined()
    expect(JSON.parse(requests[0]!.body)).toEqual({ to: message.to, text: message.text })
  })

  it('is posted under the names and in the form that the address asks for, with its credentials', async () => {
    const { requests, host } = await startGateway(answering(200))
    await open(`http://ann:p%40ss@${host}/#to=phone&text=message&format=form&field.sender=Harbor`).send(
      message,
    )
    const { url, headers, body } = requests[0]!
    expect(url).toBe('/')
    expect(headers.authorization).toBe(`Basic ${btoa('ann:p@ss')}`)
    expect(headers['content-type']).toBe('application/x-www-form-urlencoded')
    expect(Object.fromEntries(new URLSearchParams(body))).toEqual({
      sender: 'Harbor',
      phone: message.to,
      message: message.text,
    })
  })

  it('is posted with a bearer token', async () => {
    const { requests, host } = await startGateway(answering(200))
    await open(`http://${host}/#bearer=abc.def`).send(message)
    expect(requests[0]!.headers.authorization).toBe('Bearer abc.def')
  })

  it.each([
    [400, true],
    [413, true],
    [422, true],
    [401, false],
    [404, false],
    [408, false],
    [429, false],
    [500, false],
    [503, false],
  ])('answered with %i has failed for good: %s', async (status, permanent) => {
    const { host } = await startGateway(answering(status, message))
    const fault = await faultOf(open(`http://${host}/`).send(message))
    expect(fault).toMatchObject({
      permanent,
      reason: `The gateway ${host} did not take the message (status ${status}).`,
    })
  })

  it.each([
    ['ERROR:14', 'failure=ERROR'],
    ['ERROR:14', 'success=ID:'],
    [{ status: 'error' }, 'failure.status=error|failed'],
    [{ status: 'error' }, 'success.status=ok'],
  ])('answered with 200 and %j was not taken where the address says "%s" (B5)', async (body, option) => {
    const { host } = await startGateway(answering(200, body))
    expect(await faultOf(open(`http://${host}/#${option}`).send(message))).toMatchObject({
      permanent: false,
      reason: `The gateway ${host} says in its answer that it did not take the message (status 200).`,
    })
  })

  it('is taken where the answer says what the address looks for (B5)', async () => {
    const { host } = await startGateway(answering(200, { status: 'queued' }))
    await open(`http://${host}/#success.status=ok|queued&failure=ERROR`).send(message)
  })

  it('goes to the second provider where the first says in its answer that it did not take it (B5)', async () => {
    const first = await startGateway(answering(200, 'ERROR:14'))
    const second = await startGateway(answering(200, 'ID:8017'))
    const signs = '#success=ID:&failure=ERROR'
    expect(await open(`http://${first.host}/${signs} http://${second.host}/${signs}`).send(message)).toMatch(
      /^Taken by .* says in its answer that it did not take the message/,
    )
    expect(second.requests).toHaveLength(1)
  })

  it('that was not answered in time is uncertain; one that could not be handed over is not (B2)', async () => {
    const silent = await startGateway(() => {})
    const address = { kind: 'gateway', format: 'json', toField: 'to', textField: 'text', fields: {} } as const
    const sender = openGatewaySender(
      { ...address, authorization: null, success: [], failure: [], url: `http://${silent.host}/` },
      openPoster(200),
    )
    expect(await faultOf(sender.send(message))).toMatchObject({ permanent: false, isUncertain: true })
    expect(await faultOf(open('http://127.0.0.1:1/').send(message))).toMatchObject({ isUncertain: false })
  })

  it.each([
    ['https', 'cannot be trusted: its certificate is not vouched for. '],
    ['http', 'broke the connection off'],
  ])('tells by %s what is wrong with the connection (B4)', async (scheme, words) => {
    const server = createSecureServer(ownCertificate, (_, response) => void response.end())
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    closers.push(() => server.close())
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
    const { reason } = await faultOf(open(`${scheme}://${host}/`).send(message))
    expect(reason).toContain(`The gateway ${host} ${words}`)
  })

  it('follows no redirect: the code stays with the host it was meant for', async () => {
    const other = await startGateway(answering(200))
    const { host } = await startGateway(answering(307, {}, { Location: `http://${other.host}/` }))
    const fault = await faultOf(open(`http://${host}/`).send(message))
    expect(fault.permanent).toBe(false)
    expect(other.requests).toEqual([])
  })

  it('may be tried again where the gateway hangs up, is silent, or is not there', async () => {
    const hangingUp = await startGateway((response) => response.destroy())
    expect((await faultOf(open(`http://${hangingUp.host}/`).send(message))).permanent).toBe(false)

    const silent = await startGateway(() => {})
    const address = {
      url: `http://${silent.host}/`,
      authorization: null,
      format: 'json',
      toField: 'to',
    } as const
    const sender = openGatewaySender(
      { kind: 'gateway', textField: 'text', fields: {}, success: [], failure: [], ...address },
      openPoster(200),
    )
    expect(await faultOf(sender.send(message))).toMatchObject({
      permanent: false,
      reason: `The gateway ${silent.host} did not answer in time.`,
    })

    const fault = await faultOf(open('http://127.0.0.1:1/').send(message))
    expect(fault).toMatchObject({ permanent: false })
    expect(fault.reason).toMatch(/^The gateway 127\.0\.0\.1:1 could not be reached/)
  })

  it('reads no more of an endless answer than it needs', async () => {
    const { host } = await startGateway((response) => {
      response.writeHead(200)
      const chunk = 'x'.repeat(65_536)
      const write = () => {
        while (!response.destroyed && response.write(chunk));
      }
      response.on('drain', write)
      write()
    })
    await open(`http://${host}/`).send(message)
  })

  it.each(['5555554217', '+1 555 555 4217', '+0123456789', '+15555554217,+15555554218', ''])(
    'is not sent to %j, which is no number in E.164',
    async (to) => {
      const { requests, host } = await startGateway(answering(200))
      const fault = await faultOf(open(`http://${host}/`).send({ ...message, to }))
      expect(fault.permanent).toBe(true)
      expect(requests).toEqual([])
    },
  )
})
