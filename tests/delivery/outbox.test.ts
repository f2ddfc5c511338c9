import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import { Writable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { pino } from 'pino'
import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import { afterEach, expect, it, vi } from 'vitest'
import { day, hour, minute, second } from '../../server/base/duration.ts'
import {
  emptyDeadMessages,
  type NewMessage,
  queueMessage,
} from '../../server/features/messages/messages.store.ts'
import { startOutbox } from '../../server/features/messages/outbox.worker.ts'
import { type MailPatience, openMailSender, usualPatience } from '../../server/tools/mail/mail-sender.ts'
import { openTextSender } from '../../server/tools/sms/text-sender.ts'
import { transaction } from '../../server/tools/transaction.ts'
import { type Catchers, startCatchers } from '../../server/tools/trial/catchers.ts'
import type { World } from '../../server/tools/world.ts'
import { onBothEngines } from '../support/engines.ts'
import { plant } from '../support/plant.ts'
import { type TestWorld, type TestWorldSettings, testWorld } from '../support/world.ts'

const mailFrom = 'doorward@harbor.example'
const letter = { subject: 'News', text: 'Hello Bob Smith,', html: '<p>Hello</p>', fromName: 'Harbor Agency' }

function notice(recipient: string): NewMessage {
  const about = {
    organizationId: 'org_a',
    personId: 'per_a',
    channel: 'email',
    kind: 'password-changed',
  } as const
  return { ...about, recipient, content: letter, dropAt: null }
}

function code(world: World, life = 2 * minute): NewMessage {
  const about = { organizationId: 'org_a', personId: 'per_a', channel: 'text', kind: 'code' } as const
  const content = { text: '407112 is your code.' }
  return {
    ...about,
    recipient: '+15555554217',
    content,
    dropAt: new Date(world.clock.now().getTime() + life),
  }
}

interface Urls {
  smtpUrl?: string
  smsUrl?: string
  patience?: Partial<MailPatience>
  claimEvery?: number
}

/** A mail server that answers every recipient with a status it can be told; 250 takes the mail. */
async function startMoodyServer() {
  const mood = { status: 250, gate: Promise.resolve(), enhanced: '', saysTaken: true, hangsUp: false }
  const taken: string[] = []
  let asked = 0
  const server = new SMTPServer({
    disableReverseLookup: true,
    authOptional: true,
    hideSTARTTLS: true,
    closeTimeout: 50,
    async onRcptTo(_, __, done) {
      asked++
      await mood.gate
      done(
        mood.status === 250
          ? null
          : Object.assign(new Error(`${mood.enhanced} not now`), { responseCode: mood.status }),
      )
    },
    async onData(stream, { envelope }, done) {
      await PostalMime.parse(await buffer(stream))
      taken.push(...envelope.rcptTo.map(({ address }) => address))
      if (mood.hangsUp) for (const socket of sockets) socket.destroy()
      else if (mood.saysTaken) done()
    },
  })
  server.on('error', () => {})
  const listening = server.listen(0, '127.0.0.1')
  const sockets = new Set<Socket>()
  listening.on('connection', (socket: Socket) => sockets.add(socket))
  await once(listening, 'listening')
  return {
    url: `smtp://127.0.0.1:${(listening.address() as AddressInfo).port}`,
    mood,
    taken,
    asked: () => asked,
    close: () => new Promise<void>((closed) => server.close(closed)),
  }
}

onBothEngines('the outbox', (openUrl) => {
  const closers: (() => unknown)[] = []
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close()
  })

  async function openWorld(settings: TestWorldSettings = {}): Promise<TestWorld> {
    const world = await testWorld({ database: await openUrl(), ...settings })
    await plant(world.database, { people: ['per_a'] })
    closers.push(() => world.close())
    return world
  }

  async function startCatching(): Promise<Catchers> {
    const catchers = await startCatchers()
    closers.push(() => catchers.close())
    return catchers
  }

  async function startMoody() {
    const server = await startMoodyServer()
    closers.push(server.close)
    return server
  }

  /** A worker over real senders. It also stops when the test ends. */
  function start(world: World, urls: Urls) {
    const { smtpUrl, smsUrl, patience, ...rest } = urls
    const email = smtpUrl ? openMailSender(smtpUrl, { ...usualPatience, ...patience }) : undefined
    const text = smsUrl ? openTextSender(smsUrl) : undefined
    const senders = { ...(email && { email }), ...(text && { text }) }
    const outbox = startOutbox(world, { senders, mailFrom, ...rest })
    world.outboxFilled = outbox.wake
    const stop = async () => {
      await outbox.stop()
      email?.close()
      await text?.close()
    }
    closers.push(stop)
    return { wake: outbox.wake, isMoving: outbox.isMoving, stop, cutOff: () => email?.close() }
  }

  const rows = (world: World) =>
    world.database.selectFrom('messages').selectAll().orderBy('created_at').execute()
  const onlyRow = async (world: World) => (await rows(world))[0]!
  const until = (check: () => unknown) => vi.waitFor(check, { timeout: 5 * minute, interval: 10 })
  const untilState = (world: World, state: string) =>
    until(async () => expect((await rows(world)).map((row) => row.state)).toEqual([state]))

  it('sends what was committed, at once, by e-mail and by text, and says so', async () => {
    const [world, catchers] = [await openWorld(), await startCatching()]
    start(world, catchers)
    await transaction(world, async (world) => {
      await queueMessage(world, notice('bsmith@harbor.example'))
      await queueMessage(world, code(world))
    })
    await until(async () => expect((await rows(world)).map(({ state }) => state)).toEqual(['sent', 'sent']))
    expect(catchers.messages('bsmith@harbor.example')).toMatchObject([
      { subject: 'News', body: 'Hello Bob Smith,' },
    ])
    expect(catchers.messages('+15555554217')).toMatchObject([{ body: '407112 is your code.' }])
    expect((await rows(world)).map(({ tries, finished_at }) => [tries, finished_at])).toEqual([
      [1, world.clock.now().getTime()],
      [1, world.clock.now().getTime()],
    ])
  })

  it('sends nothing for work that was rolled back (R8.3)', async () => {
    const [world, catchers] = [await openWorld(), await startCatching()]
    const outbox = start(world, catchers)
    const rolledBack = transaction(world, async (world) => {
      await queueMessage(world, notice('bsmith@harbor.example'))
      outbox.wake()
      throw new Error('changed my mind')
    })
    await expect(rolledBack).rejects.toThrow('changed my mind')
    await queueMessage(world, notice('cbills@harbor.example'))
    await untilState(world, 'sent')
    await outbox.stop()
    expect(catchers.messages().map(({ to }) => to)).toEqual(['cbills@harbor.example'])
  })

  it('wakes nobody before the commit, and after it each channel that has something once', async () => {
    const world = await openWorld()
    const woken: string[] = []
    world.outboxFilled = (channel) => void woken.push(channel)
    await transaction(world, async (world) => {
      await queueMessage(world, notice('bsmith@harbor.example'))
      await queueMessage(world, notice('cbills@harbor.example'))
      expect(woken).toEqual([])
    })
    expect(woken).toEqual(['email'])
  })

  it('sends after a restart what was committed while no worker ran', async () => {
    const [world, catchers] = [await openWorld(), await startCatching()]
    await start(world, catchers).stop()
    world.outboxFilled = () => {}
    await queueMessage(world, notice('bsmith@harbor.example'))
    expect((await onlyRow(world)).state).toBe('waiting')
    start(world, catchers)
    await untilState(world, 'sent')
    expect(catchers.messages()).toHaveLength(1)
  })

  it('sends each message once, however many workers there are', async () => {
    const [world, catchers] = [await openWorld(), await startCatching()]
    const workers = Array.from({ length: 3 }, () => start(world, catchers))
    const people = Array.from({ length: 60 }, (_, number) => `person${number}@harbor.example`)
    await transaction(world, async (world) => {
      for (const recipient of people) await queueMessage(world, notice(recipient))
    })
    for (const worker of workers) worker.wake()
    await until(async () =>
      expect(new Set((await rows(world)).map(({ state }) => state))).toEqual(new Set(['sent'])),
    )
    await Promise.all(workers.map(({ stop }) => stop()))
    expect(
      catchers
        .messages()
        .map(({ to }) => to)
        .sort(),
    ).toEqual(people.sort())
    expect((await rows(world)).map(({ tries }) => tries)).toEqual(people.map(() => 1))
  })

  it('sends what a dead node had claimed, when its claim has lapsed and not before', async () => {
    const [world, catchers] = [await openWorld(), await startCatching()]
    await queueMessage(world, notice('bsmith@harbor.example'))
    const lapses = world.clock.now().getTime() + 2 * minute
    await world.database.updateTable('messages').set({ claimed_until: lapses, tries: 1 }).execute()
    await queueMessage(world, notice('cbills@harbor.example'))
    const outbox = start(world, catchers)
    await until(() => expect(catchers.messages().map(({ to }) => to)).toEqual(['cbills@harbor.example']))
    world.clock.advance(2 * minute)
    outbox.wake()
    await until(() => expect(catchers.messages('bsmith@harbor.example')).toHaveLength(1))
  })

  it('tries again after growing pauses, counted by the clock, until the server takes it', async () => {
    const [world, server] = [await openWorld(), await startMoody()]
    server.mood.status = 450
    const outbox = start(world, { smtpUrl: server.url })
    await queueMessage(world, notice('bsmith@harbor.example'))
    for (const [tries, pause] of [
      [1, 5 * second],
      [2, 15 * second],
      [3, minute],
      [4, 5 * minute],
    ] as const) {
      await until(async () => {
        const row = await onlyRow(world)
        expect(row).toMatchObject({ state: 'waiting', tries, claimed_until: 0 })
        expect(row.next_try_at).toBe(world.clock.now().getTime() + pause)
        expect(row.last_error).toMatch(/refused the recipient \(450\)/)
      })
      expect(server.asked()).toBe(tries)
      if (tries === 4) server.mood.status = 250
      world.clock.advance(pause)
      outbox.wake()
    }
    await untilState(world, 'sent')
    expect(server.taken).toEqual(['bsmith@harbor.example'])
    expect((await onlyRow(world)).last_error).toBeNull()
  })

  it('does not try again before the pause is over', async () => {
    const [world, server] = [await openWorld(), await startMoody()]
    server.mood.status = 450
    const outbox = start(world, { smtpUrl: server.url })
    await queueMessage(world, notice('bsmith@harbor.example'))
    await until(async () => expect((await onlyRow(world)).claimed_until).toBe(0))
    await until(async () => expect((await onlyRow(world)).last_error).not.toBeNull())
    server.mood.status = 250
    world.clock.advance(5 * second - 1)
    await queueMessage(world, notice('cbills@harbor.example'))
    await until(() => expect(server.taken).toEqual(['cbills@harbor.example']))
    await outbox.stop()
    expect((await onlyRow(world)).state).toBe('waiting')
  })

  it('gives up when even the longest pause did not help, and says why', async () => {
    const [world, server] = [await openWorld(), await startMoody()]
    server.mood.status = 450
    const outbox = start(world, { smtpUrl: server.url })
    await queueMessage(world, notice('bsmith@harbor.example'))
    for (let tries = 1; tries <= 10; tries++) {
      await until(async () => expect(await onlyRow(world)).toMatchObject({ tries, claimed_until: 0 }))
      world.clock.advance(day)
      outbox.wake()
    }
    await untilState(world, 'failed')
    expect(await onlyRow(world)).toMatchObject({ tries: 11, last_error: expect.stringContaining('(450)') })
  })

  it('gives up at once what is refused for good, and keeps the others going', async () => {
    const [world, server] = [await openWorld(), await startMoody()]
    server.mood.status = 550
    start(world, { smtpUrl: server.url })
    await queueMessage(world, notice('gone@harbor.example'))
    await untilState(world, 'failed')
    expect(await onlyRow(world)).toMatchObject({ tries: 1, last_error: expect.stringContaining('(550)') })
    server.mood.status = 250
    await queueMessage(world, notice('bsmith@harbor.example'))
    await until(() => expect(server.taken).toEqual(['bsmith@harbor.example']))
  })

  it('tries again what was refused by a rule of the server, and blames nobody else for it (B1)', async () => {
    const [world, server] = [await openWorld(), await startMoody()]
    server.mood.status = 554
    server.mood.enhanced = '5.7.1'
    const outbox = start(world, { smtpUrl: server.url })
    await queueMessage(world, notice('bsmith@harbor.example'))
    await until(async () =>
      expect(await onlyRow(world)).toMatchObject({
        state: 'waiting',
        tries: 1,
        claimed_until: 0,
        last_error: expect.stringContaining('takes no such mail from us'),
      }),
    )
    server.mood.status = 250
    world.clock.advance(5 * second)
    outbox.wake()
    await untilState(world, 'sent')
  })

  it('says that it is uncertain where the end of a message was not answered, and waits an hour with the next try (B2)', async () => {
    const [world, server] = [await openWorld(), await startMoody()]
    server.mood.hangsUp = true
    const outbox = start(world, { smtpUrl: server.url })
    await queueMessage(world, notice('bsmith@harbor.example'))
    await until(async () =>
      expect(await onlyRow(world)).toMatchObject({
        state: 'waiting',
        tries: 1,
        claimed_until: 0,
        next_try_at: world.clock.now().getTime() + hour,
        last_error: expect.stringContaining('It may have.'),
      }),
    )
    server.mood.hangsUp = false
    world.clock.advance(hour - 1)
    await queueMessage(world, notice('cbills@harbor.example'))
    await until(() => expect(server.taken).toEqual(['bsmith@harbor.example', 'cbills@harbor.example']))
    world.clock.advance(1)
    outbox.wake()
    await until(() => expect(server.taken).toHaveLength(3))
  })

  it('keeps its claim as long as a server takes for its answer, so that no other node sends a copy (B2)', async () => {
    const [world, server] = [await openWorld(), await startMoody()]
    let open = () => {}
    server.mood.gate = new Promise((go) => {
      open = go
    })
    start(world, { smtpUrl: server.url, claimEvery: 20 })
    await queueMessage(world, notice('bsmith@harbor.example'))
    await until(() => expect(server.asked()).toBe(1))
    const other = start({ ...world, outboxFilled: () => {} }, { smtpUrl: server.url, claimEvery: 20 })
    for (let minutes = 1; minutes <= 9; minutes++) {
      world.clock.advance(minute)
      const until2 = world.clock.now().getTime() + 2 * minute
      await until(async () => expect((await onlyRow(world)).claimed_until).toBe(until2))
      other.wake()
    }
    open()
    await untilState(world, 'sent')
    await other.stop()
    expect([server.asked(), server.taken.length, (await onlyRow(world)).tries]).toEqual([1, 1, 1])
  })

  it('notes what became of a message that is cut off at its end while the server stops (B2)', async () => {
    const [world, server] = [await openWorld(), await startMoody()]
    server.mood.saysTaken = false
    const outbox = start(world, { smtpUrl: server.url })
    await queueMessage(world, notice('bsmith@harbor.example'))
    await until(() => expect(server.taken).toHaveLength(1))
    const stopped = outbox.stop()
    outbox.cutOff()
    await stopped
    expect(await onlyRow(world)).toMatchObject({
      state: 'waiting',
      claimed_until: 0,
      next_try_at: world.clock.now().getTime() + hour,
    })
  })

  it.each([
    ['password-changed', null, true],
    ['invitation', hour, true],
    ['code', 2 * minute, true],
    ['invitation', null, false],
  ])(
    'keeps what a message of the kind "%s" with %j ms to live says after it failed: %s (B1)',
    async (kind, life, isKept) => {
      const [world, server] = [await openWorld(), await startMoody()]
      server.mood.status = 550
      start(world, { smtpUrl: server.url })
      const dropAt = life === null ? null : new Date(world.clock.now().getTime() + life)
      await queueMessage(world, { ...notice('gone@harbor.example'), kind, dropAt })
      await untilState(world, 'failed')
      expect((await onlyRow(world)).content_sealed !== '').toBe(isKept)
      world.clock.advance(life ?? 0)
      await emptyDeadMessages(world, 10)
      expect((await onlyRow(world)).content_sealed !== '').toBe(isKept && life === null)
    },
  )

  it('drops a code that has run out instead of sending it late, and empties it', async () => {
    const [world, catchers] = [await openWorld(), await startCatching()]
    await queueMessage(world, code(world))
    world.clock.advance(2 * minute)
    const outbox = start(world, catchers)
    await untilState(world, 'dropped')
    await outbox.stop()
    expect(catchers.messages()).toEqual([])
    expect((await onlyRow(world)).content_sealed).toBe('')
  })

  it('sends a code up to the moment it runs out', async () => {
    const [world, catchers] = [await openWorld(), await startCatching()]
    await queueMessage(world, code(world))
    world.clock.advance(2 * minute - 1)
    start(world, catchers)
    await untilState(world, 'sent')
  })

  it('looks at a refused code again when it runs out, not later, and drops it then', async () => {
    const world = await openWorld()
    const outbox = start(world, { smsUrl: 'http://127.0.0.1:1/' })
    await queueMessage(world, code(world, 90 * second))
    for (const wait of [5 * second, 15 * second]) {
      await until(async () =>
        expect((await onlyRow(world)).next_try_at).toBe(world.clock.now().getTime() + wait),
      )
      world.clock.advance(wait)
      outbox.wake()
    }
    await until(async () => expect((await onlyRow(world)).tries).toBe(3))
    await until(async () =>
      expect((await onlyRow(world)).next_try_at).toBe(world.clock.now().getTime() + minute),
    )
    world.clock.advance(minute)
    outbox.wake()
    await until(async () => expect((await onlyRow(world)).tries).toBe(4))
    const dropAt = (await onlyRow(world)).drop_at!
    await until(async () => expect((await onlyRow(world)).next_try_at).toBe(dropAt))
    world.clock.set(new Date(dropAt))
    outbox.wake()
    await untilState(world, 'dropped')
    expect(await onlyRow(world)).toMatchObject({
      content_sealed: '',
      last_error: expect.stringContaining('127.0.0.1'),
    })
  })

  it.each([
    ['code', true],
    ['new-connection', true],
    ['invitation', true],
    ['a kind nobody thought of', true],
    ['password-changed', false],
  ])('empties a message of the kind "%s" once it was sent: %s', async (kind, isEmptied) => {
    const [world, catchers] = [await openWorld(), await startCatching()]
    start(world, catchers)
    await queueMessage(world, { ...notice('bsmith@harbor.example'), kind })
    await untilState(world, 'sent')
    expect((await onlyRow(world)).content_sealed === '').toBe(isEmptied)
  })

  it('keeps the content sealed in the database, for this message alone', async () => {
    const world = await openWorld()
    await queueMessage(world, code(world))
    const { id, content_sealed, ...rest } = await onlyRow(world)
    expect(JSON.stringify(rest) + content_sealed).not.toContain('407112')
    expect(JSON.parse(world.vault.open(content_sealed, id))).toEqual({ text: '407112 is your code.' })
    expect(() => world.vault.open(content_sealed, 'msg_other')).toThrow()
  })

  it('fails a message whose content cannot be opened, and lives on', async () => {
    const [world, catchers] = [await openWorld(), await startCatching()]
    await queueMessage(world, notice('bsmith@harbor.example'))
    await world.database
      .updateTable('messages')
      .set({ content_sealed: world.vault.seal('{}', 'other') })
      .execute()
    start(world, catchers)
    await untilState(world, 'failed')
    await queueMessage(world, notice('cbills@harbor.example'))
    await until(() => expect(catchers.messages('cbills@harbor.example')).toHaveLength(1))
  })

  it('keeps messages waiting while no way to send them is set up', async () => {
    const world = await openWorld()
    start(world, {})
    await queueMessage(world, notice('bsmith@harbor.example'))
    await until(async () =>
      expect(await onlyRow(world)).toMatchObject({
        state: 'waiting',
        last_error: 'No way to send e-mail is set up.',
      }),
    )
  })

  it('never lets slow mail hold up a text message, nor a thousand notices a code', async () => {
    const [world, server, catchers] = [await openWorld(), await startMoody(), await startCatching()]
    let open = () => {}
    server.mood.gate = new Promise((go) => {
      open = go
    })
    const urls = { smtpUrl: server.url, smsUrl: catchers.smsUrl }
    start(world, urls)
    await transaction(world, async (world) => {
      for (let number = 0; number < 40; number++)
        await queueMessage(world, notice(`person${number}@harbor.example`))
    })
    await until(() => expect(server.asked()).toBeGreaterThan(0))
    await queueMessage(world, code(world))
    await until(() => expect(catchers.messages()).toHaveLength(1))
    await queueMessage(world, {
      ...code(world, hour),
      channel: 'email',
      recipient: 'bsmith@harbor.example',
      content: letter,
    })
    expect(server.taken).toEqual([])
    open()
    await until(() => expect(server.taken).toHaveLength(41))
    // Those that were under way already go first; of the rest the code.
    expect(server.taken.indexOf('bsmith@harbor.example')).toBeLessThan(20)
  })

  it('takes at its stop what was committed last, waits for what is under way, and takes nothing after it', async () => {
    const [world, server] = [await openWorld(), await startMoody()]
    let open = () => {}
    server.mood.gate = new Promise((go) => {
      open = go
    })
    const outbox = start(world, { smtpUrl: server.url })
    await queueMessage({ ...world, outboxFilled: () => {} }, notice('bsmith@harbor.example'))
    const stopped = outbox.stop()
    await until(() => expect(server.asked()).toBe(1))
    await queueMessage(world, notice('cbills@harbor.example'))
    open()
    await stopped
    expect(server.taken).toEqual(['bsmith@harbor.example'])
    expect((await rows(world)).map(({ state }) => state).sort()).toEqual(['sent', 'waiting'])
  })

  it('survives a database that fails for a while, and tells so', async () => {
    const [world, catchers] = [await openWorld(), await startCatching()]
    await queueMessage(world, notice('bsmith@harbor.example'))
    await world.database.schema.alterTable('messages').renameTo('messages_away').execute()
    const outbox = start(world, catchers)
    await until(() => expect(outbox.isMoving()).toBe(false))
    await world.database.schema.alterTable('messages_away').renameTo('messages').execute()
    await untilState(world, 'sent')
    expect(outbox.isMoving()).toBe(true)
  })

  it('does not send again what left while the database failed for a moment', async () => {
    let failures = 0
    const sink = new Writable({
      write(line, _, done) {
        if (String(line).includes('is not written down yet')) failures++
        done()
      },
    })
    const [world, server] = [await openWorld({ log: pino(sink) }), await startMoody()]
    let open = () => {}
    server.mood.gate = new Promise((go) => {
      open = go
    })
    start(world, { smtpUrl: server.url })
    await queueMessage(world, notice('bsmith@harbor.example'))
    await until(() => expect(server.asked()).toBe(1))
    await world.database.schema.alterTable('messages').renameTo('messages_away').execute()
    open()
    await until(() => expect(failures).toBeGreaterThan(0))
    await world.database.schema.alterTable('messages_away').renameTo('messages').execute()
    await untilState(world, 'sent')
    expect(server.taken).toEqual(['bsmith@harbor.example'])
  })

  it('logs what happened, but neither content nor whole addresses', async () => {
    const lines: string[] = []
    const sink = new Writable({
      write(chunk, _, done) {
        lines.push(String(chunk))
        done()
      },
    })
    const world = await openWorld({ log: pino({ level: 'debug' }, sink) })
    const [catchers, server] = [await startCatching(), await startMoody()]
    server.mood.status = 550
    start(world, { smtpUrl: server.url, smsUrl: catchers.smsUrl })
    await queueMessage(world, notice('bsmith@harbor.example'))
    await queueMessage(world, code(world))
    await until(() => expect(lines).toHaveLength(2))
    const log = lines.join('')
    expect(log).toContain('b•••@harbor.example')
    expect(log).toContain('(•••) •••-4217')
    expect(log).not.toMatch(/407112|bsmith|5555554217|Hello|News/)
  })
})
