import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text as readText } from 'node:stream/consumers'
import { afterEach, expect, it } from 'vitest'
import { minute } from '../../server/base/duration.ts'
import { queueMessage } from '../../server/features/messages/messages.store.ts'
import { startOutbox } from '../../server/features/messages/outbox.worker.ts'
import { DeliveryFault } from '../../server/tools/delivery-fault.ts'
import { openFailOverSender } from '../../server/tools/sms/fail-over-sender.ts'
import { openGatewaySender } from '../../server/tools/sms/gateway-sender.ts'
import { openPoster } from '../../server/tools/sms/poster.ts'
import { openTextSender } from '../../server/tools/sms/text-sender.ts'
import { plant } from '../support/plant.ts'
import { until } from '../support/until.ts'
import { testWorld } from '../support/world.ts'

const message = { to: '+15555554217', text: '407112 is your Harbor Agency code.' }
const nobody = 'http://127.0.0.1:1/'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

/** A real gateway whose answer can be changed; 0 is silence. */
async function startGateway(status: number) {
  const gateway = { status, texts: [] as string[], url: '' }
  const server = createServer(async (request, response) => {
    gateway.texts.push(JSON.parse(await readText(request)).text)
    if (gateway.status > 0) response.writeHead(gateway.status).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  closers.push(() => {
    server.closeAllConnections()
    server.close()
  })
  gateway.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  return gateway
}

function open(...addresses: string[]) {
  const sender = openTextSender(addresses.join(' '))
  closers.push(() => sender.close())
  return sender
}

it.each([408, 429, 401, 500, 503])(
  'a text message that the first provider answers with %i goes to the second at once',
  async (status) => {
    const [first, second] = [await startGateway(status), await startGateway(202)]
    expect(await open(first.url, second.url).send(message)).toContain(`(status ${status})`)
    expect([first.texts, second.texts]).toEqual([[message.text], [message.text]])
  },
)

it('a text message goes to the second provider where the first is not there', async () => {
  const second = await startGateway(202)
  expect(await open(nobody, second.url).send(message)).toMatch(
    /^Taken by 127\.0\.0\.1:\d+\. The gateway .* could not be reached/,
  )
  expect(second.texts).toHaveLength(1)
})

it('a text message goes to the second provider where the first does not answer in time', async () => {
  const [first, second] = [await startGateway(0), await startGateway(202)]
  const address = {
    kind: 'gateway',
    authorization: null,
    format: 'json',
    toField: 'to',
    textField: 'text',
  } as const
  const provider = (url: string, patience: number) => ({
    name: new URL(url).host,
    provider: openGatewaySender(
      { ...address, url, fields: {}, success: [], failure: [] },
      openPoster(patience),
    ),
  })
  const sender = openFailOverSender([provider(first.url, 200), provider(second.url, minute)])
  expect(await sender.send(message)).toMatch(/^Taken by 127\.0\.0\.1:\d+\. .* did not answer in time\.$/)
  expect(second.texts).toEqual([message.text])
})

it.each([400, 422])(
  'a number that the first provider refuses for good with %i is not tried elsewhere',
  async (status) => {
    const [first, second] = [await startGateway(status), await startGateway(202)]
    await expect(open(first.url, second.url).send(message)).rejects.toMatchObject({ permanent: true })
    expect(second.texts).toEqual([])
  },
)

it('where no provider takes it the message waits, and every reason is told', async () => {
  const second = await startGateway(503)
  const fault = await open(nobody, second.url)
    .send(message)
    .catch((error: unknown) => error)
  expect(fault).toBeInstanceOf(DeliveryFault)
  expect(fault).toMatchObject({ permanent: false })
  expect((fault as DeliveryFault).reason).toMatch(/could not be reached.*\(status 503\)/)
})

it('where no provider takes it and one of them may have, it is uncertain (B2)', async () => {
  const silent = await startGateway(0)
  const address = {
    kind: 'gateway',
    authorization: null,
    format: 'json',
    toField: 'to',
    textField: 'text',
  } as const
  const sender = openFailOverSender(
    [silent.url, nobody].map((url) => ({
      name: new URL(url).host,
      provider: openGatewaySender({ ...address, url, fields: {}, success: [], failure: [] }, openPoster(200)),
    })),
  )
  await expect(sender.send(message)).rejects.toMatchObject({ permanent: false, isUncertain: true })
})

it('a provider that failed is asked last for a while, so that not every message waits for it', async () => {
  const [first, second] = [await startGateway(503), await startGateway(202)]
  const sender = open(first.url, second.url)
  await sender.send(message)
  first.status = 202
  expect(await sender.send(message)).toMatch(/^Taken by 127\.0\.0\.1:\d+\.$/)
  expect([first.texts.length, second.texts.length]).toEqual([1, 2])
  second.status = 503
  expect(await sender.send(message)).toContain('(status 503)')
  expect([first.texts.length, second.texts.length]).toEqual([2, 3])
})

it('a provider alone has nothing to tell', async () => {
  expect(await open((await startGateway(202)).url).send(message)).toBeNull()
})

it('the row of a message tells which provider took it, and why the one before did not', async () => {
  const world = await testWorld()
  await plant(world.database, { people: ['per_a'] })
  closers.push(() => world.close())
  const second = await startGateway(202)
  const outbox = startOutbox(world, {
    senders: { text: open(nobody, second.url) },
    mailFrom: 'doorward@harbor.example',
  })
  closers.push(() => outbox.stop())
  world.outboxFilled = outbox.wake
  await queueMessage(world, {
    organizationId: 'org_a',
    personId: 'per_a',
    channel: 'text',
    recipient: message.to,
    kind: 'code',
    content: { text: message.text },
    dropAt: new Date(world.clock.now().getTime() + 2 * minute),
  })
  const row = () =>
    world.database.selectFrom('messages').select(['state', 'last_error']).executeTakeFirstOrThrow()
  await until(async () => (await row()).state === 'sent')
  expect((await row()).last_error).toMatch(
    /^Taken by 127\.0\.0\.1:\d+\. The gateway 127\.0\.0\.1:1 could not be reached/,
  )
})
