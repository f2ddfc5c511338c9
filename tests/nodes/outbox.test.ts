import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'
import { afterEach, expect, it } from 'vitest'
import { openWorld } from '../../server/compose.ts'
import { queueMessages } from '../../server/features/messages/messages.store.ts'
import type { World } from '../../server/tools/world.ts'
import { createTestDatabase } from '../support/postgres.ts'
import { configOf } from '../support/server.ts'
import { keyFileOf, openTwoNodes } from './two-nodes.ts'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

it('two nodes at full speed send every message once, and one that its own node did not live to send', async () => {
  const { world, start } = await openAgency()
  const names = Array.from({ length: 300 }, (_, number) => `person${number}@harbor.example`)
  await queue(world, names)
  const { taken, senders, url } = await startMailServer()
  await start(url)
  await expect.poll(() => taken.length).toBe(names.length)
  await queue(world, ['late@harbor.example'])
  await expect.poll(() => taken.at(-1)).toBe('late@harbor.example')
  expect([...taken].sort()).toEqual([...names, 'late@harbor.example'].sort())
  expect([...senders].sort()).toEqual(['one@harbor.example', 'two@harbor.example'])
})

/** Two nodes that are not started yet, and a world that writes beside them and wakes nobody. */
async function openAgency() {
  const database = await createTestDatabase()
  closers.push(database.drop)
  const { office, nodes, close } = await openTwoNodes(database.url, 0)
  closers.push(close)
  const served = {
    URL: 'https://sign-in.harbor.example',
    SMTP: 'smtp://127.0.0.1',
    MAIL_FROM: 'x@harbor.example',
  }
  const settings = { ...served, DATABASE: database.url, KEY_FILE: keyFileOf(office) }
  const world = await openWorld(configOf(office.folder, settings), {})
  closers.push(() => world.database.destroy())
  return {
    world,
    async start(SMTP: string) {
      for (const one of await Promise.all(nodes.map((node) => node.start({ SMTP })))) closers.push(one.stop)
    },
  }
}

/** Takes nothing until it was offered mail by two nodes; notes who handed it over, and for whom. */
async function startMailServer() {
  const taken: string[] = []
  const senders = new Set<string>()
  const { promise: bothCame, resolve } = Promise.withResolvers<void>()
  const server = new SMTPServer({
    disableReverseLookup: true,
    authOptional: true,
    hideSTARTTLS: true,
    closeTimeout: 50,
    async onData(stream, { envelope }, done) {
      await buffer(stream)
      if (envelope.mailFrom) senders.add(envelope.mailFrom.address)
      if (senders.size === 2) resolve()
      await bothCame
      taken.push(...envelope.rcptTo.map(({ address }) => address))
      done()
    },
  })
  server.on('error', () => {})
  const listening = server.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  closers.push(() => new Promise<void>((closed) => server.close(closed)))
  return { taken, senders, url: `smtp://127.0.0.1:${(listening.address() as AddressInfo).port}` }
}

async function queue(world: World, names: readonly string[]): Promise<void> {
  const { id: organizationId } = await world.database
    .selectFrom('organizations')
    .select('id')
    .executeTakeFirstOrThrow()
  const content = { subject: 'News', text: 'Hello,', html: '<p>Hello,</p>', fromName: 'Harbor Agency' }
  const about = { organizationId, personId: null, channel: 'email', kind: 'password-changed' } as const
  await queueMessages(
    world,
    names.map((recipient) => ({ ...about, recipient, content, dropAt: null })),
  )
}
