import { readFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { sql } from 'kysely'
import { afterEach, describe, expect, it } from 'vitest'
import { minute, second } from '../../server/base/duration.ts'
import { queueMessage } from '../../server/features/messages/messages.store.ts'
import { patience } from '../../server/features/messages/readiness.flow.ts'
import { plant } from '../support/plant.ts'
import { startPostgres } from '../support/postgres-server.ts'
import { until } from '../support/until.ts'
import { readExposition, valueIn } from './exposition.ts'
import { startNode, type TestNode } from './node.ts'

const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

async function start(...settings: Parameters<typeof startNode>): Promise<TestNode> {
  const node = await startNode(...settings)
  closers.push(node.stop)
  return node
}

/** What a load balancer sees. */
async function ask(node: TestNode, path = '/api/ready') {
  const response = await fetch(`${node.address}${path}`)
  const body = (await response.json()) as { status: unknown; code?: string; notReady?: string[] }
  return { status: response.status, body }
}

/** Everything this PostgreSQL consists of stands still, or goes on. */
async function processesOf(node: TestNode): Promise<(signal: NodeJS.Signals) => void> {
  const { database } = node.world
  const folder = await sql<{ data_directory: string }>`show data_directory`.execute(database)
  const backends = await sql<{ pid: number }>`select pid from pg_stat_activity`.execute(database)
  const [first = ''] = readFileSync(join(folder.rows[0]!.data_directory, 'postmaster.pid'), 'utf8').split(
    '\n',
  )
  const pids = [Number(first), ...backends.rows.map(({ pid }) => pid)]
  return (signal) => {
    for (const pid of pids) process.kill(pid, signal)
  }
}

describe('/api/health', () => {
  it('says that the process lives', async () => {
    expect(await ask(await start(), '/api/health')).toMatchObject({ status: 200, body: { status: 'ok' } })
  })
})

describe('/api/ready', () => {
  it('is 200 while the database answers and the outbox moves', async () => {
    expect(await ask(await start())).toMatchObject({ status: 200, body: { status: 'ready' } })
  })

  it('names the database while PostgreSQL hangs, and when it is gone, and recovers', async () => {
    const postgres = await startPostgres()
    closers.push(postgres.stop)
    const settings = { DATABASE: postgres.url, METRICS: '127.0.0.1:0' }
    const node = await start({ settings })
    expect(await ask(node)).toMatchObject({ status: 200 })
    const signal = await processesOf(node)
    signal('SIGSTOP')
    const hanging = { status: 503, body: { code: 'not-ready', notReady: ['database'] } }
    // PostgreSQL goes on only once there is an answer: nobody waited for it.
    const asked = await until(async () => {
      const answer = await ask(node)
      return answer.status === 503 && answer
    }).finally(() => signal('SIGCONT'))
    expect(asked).toMatchObject(hanging)
    expect(await ask(node, '/api/health')).toMatchObject({ status: 200 })
    await until(async () => (await ask(node)).status === 200)
    await postgres.stop()
    const gone = await until(async () => {
      const answer = await ask(node)
      return answer.body.notReady?.[0] === 'database' && answer
    })
    expect(gone).toMatchObject(hanging)
    expect(JSON.stringify(gone.body)).not.toMatch(/ECONNREFUSED|postgres|127\.0\.0\.1/)
    const figures = await (await fetch(`${node.metricsAddress()}/metrics`)).text()
    expect(valueIn(readExposition(figures), 'doorward_database_up')).toBe(0)
    expect(figures).not.toMatch(/^doorward_outbox_waiting /m)
  })

  it('waits for the database no longer than a load balancer waits for us', () => {
    expect(patience.longest).toBeLessThan(2 * second)
  })

  it.each(['SQLite', 'PostgreSQL'])(
    'names writing where %s answers and keeps nothing, and recovers (O5)',
    async (engine) => {
      const postgres = engine === 'PostgreSQL' ? await startPostgres() : null
      if (postgres) closers.push(postgres.stop)
      const node = await start({
        settings: { METRICS: '127.0.0.1:0', ...(postgres && { DATABASE: postgres.url }) },
      })
      const { database } = node.world
      const writable = async () => {
        const figures = await (await fetch(`${node.metricsAddress()}/metrics`)).text()
        return valueIn(readExposition(figures), 'doorward_database_writable')
      }
      /** As a standby, or a disk on which nothing has room: what is read goes on. */
      async function keepNothing(on: 'on' | 'off'): Promise<void> {
        if (!postgres) return void (await sql.raw(`pragma query_only = ${on}`).execute(database))
        await database.connection().execute(async (database) => {
          await sql`set default_transaction_read_only = off`.execute(database)
          await sql.raw(`alter role current_user set default_transaction_read_only = ${on}`).execute(database)
          await sql`select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()
            and backend_type = 'client backend'`.execute(database)
          await sql.raw(`set default_transaction_read_only = ${on}`).execute(database)
        })
      }
      expect([(await ask(node)).status, await writable()]).toEqual([200, 1])
      await keepNothing('on')
      const told = await until(async () => {
        const answer = await ask(node)
        return answer.body.notReady?.includes('writing') && answer
      })
      expect(told).toMatchObject({ status: 503, body: { code: 'not-ready', notReady: ['writing'] } })
      expect(await writable()).toBe(0)
      await keepNothing('off')
      await until(async () => (await ask(node)).status === 200)
      expect(await writable()).toBe(1)
    },
  )

  it('names the outbox when a message has been due for long and no node is at it', async () => {
    const node = await start()
    const { world, clock } = node
    await plant(world.database, { organizations: ['org_a'] })
    const message = { organizationId: 'org_a', personId: null, recipient: 'ann@harbor.example' }
    const notice = { channel: 'email', kind: 'password-changed', content: {}, dropAt: null } as const
    const id = await queueMessage({ ...world, outboxFilled: () => {} }, { ...message, ...notice })
    const set = (values: { claimed_until?: number; channel?: string }) =>
      world.database.updateTable('messages').set(values).where('id', '=', id).execute()
    // A channel nobody serves: due, and never taken.
    await set({ channel: 'none' })
    expect(await ask(node)).toMatchObject({ status: 200 })
    clock.advance(6 * minute)
    const stuck = await until(async () => {
      const answer = await ask(node)
      return answer.status === 503 && answer
    })
    expect(stuck.body).toMatchObject({ code: 'not-ready', notReady: ['outbox'] })
    await set({ claimed_until: clock.now().getTime() + minute })
    await until(async () => (await ask(node)).status === 200)
  })

  it('is 503 while the server stops and ends what is under way', async () => {
    let goOn = () => {}
    let heldBack = false
    const held = new Promise<void>((resolve) => {
      goOn = resolve
    })
    const passwords = {
      hash: async () => '',
      isWeak: () => false,
      load: () => ({ running: 0, waiting: 0, refused: 0 }),
      verify: async () => {
        heldBack = true
        await held
        return false
      },
    }
    const node = await start()
    Object.assign(node.world.passwords, passwords)
    const connections: Socket[] = []
    node.app.server.on('connection', (connection) => connections.push(connection))
    const { hostname, port } = new URL(node.address)
    const socket = connect(Number(port), hostname)
    const heads = `Host: localhost:${port}\r\nOrigin: http://localhost:${port}\r\n`
    const body = JSON.stringify({ userName: 'BSMITH', password: 'wrong' })
    socket.write(
      `POST /api/sign-in HTTP/1.1\r\n${heads}Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    )
    const answers = text(socket)
    await until(() => heldBack)
    const stopped = node.beginToStop()
    const [inServer] = connections
    const before = inServer!.bytesRead
    socket.write(`GET /api/ready HTTP/1.1\r\n${heads}\r\n`)
    await until(() => inServer!.bytesRead > before)
    goOn()
    await stopped
    const said = await answers
    expect(said).toMatch(/^HTTP\/1\.1 401 /)
    expect(said).toContain('HTTP/1.1 503 ')
    expect(said).toContain('"notReady":["stopping"]')
  })
})
