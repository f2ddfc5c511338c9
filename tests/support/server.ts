import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compose, type Doorward, type Overrides } from '../../server/compose.ts'
import { type Config, readConfig } from '../../server/config.ts'
import { copyEmptyDatabase } from './empty-database.ts'
import { lightPasswords } from './light-passwords.ts'
import { onTwoNodes } from './nodes.ts'
import { type TestClock, testClock } from './world.ts'

export interface TestServer extends Pick<Doorward, 'world' | 'app' | 'accounts'> {
  /** Where people reach it: `http://localhost:PORT`, or the public address it was given. */
  url: string
  /** `http://127.0.0.1:PORT`, where it listens, or what stands before its nodes. */
  address: string
  clock: TestClock
  /** Of a sample person. */
  passwordOf(userName: string): string
  /** Stops, and removes the data folder. */
  stop(): Promise<void>
}

export interface TestServerSettings {
  now?: Date
  /** As in the environment, without `DOORWARD_`: `{ DATABASE: 'postgres://…' }`. Trial mode unless `URL` is given. */
  settings?: Record<string, string>
  overrides?: Omit<Overrides, 'clock' | 'catchers'>
}

/** A server under a clock, before anybody knows where people reach it. */
export interface Started {
  url: string
  address: string
  doorward: Doorward
  clock: TestClock
  stop(): Promise<void>
}

/**
 * The whole product on a free port, with a clock that stands still until it is moved: in this process, and where
 * `TEST_NODES` says so in another one beside it.
 */
export async function startServer({
  now,
  settings,
  overrides = {},
}: TestServerSettings = {}): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'doorward-server-'))
  const input = { folder, overrides, clock: testClock(now ?? new Date('2026-05-04T08:03:00Z')) }
  const started = onTwoNodes
    ? await (await import('./nodes-server.ts')).startOnTwoNodes({ ...input, settings: settings ?? {} })
    : await startAlone({ ...input, settings: settings ?? {} })
  const { world, app, accounts } = started.doorward
  return {
    ...started,
    world,
    app,
    accounts,
    passwordOf: (userName) => accounts.find((account) => account.userName === userName)!.password,
    async stop() {
      await started.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export interface Starting {
  folder: string
  settings: Record<string, string>
  overrides: NonNullable<TestServerSettings['overrides']>
  clock: TestClock
}

async function startAlone({ folder, settings, overrides, clock }: Starting): Promise<Started> {
  const file = join(folder, 'doorward.db')
  if (!settings.DATABASE && !existsSync(file)) copyEmptyDatabase(file)
  const doorward = await compose(configOf(folder, settings), {
    passwords: lightPasswords(),
    ...overrides,
    clock,
  })
  const url = await doorward.start()
  return { url, address: `http://127.0.0.1:${portOf(doorward)}`, doorward, clock, stop: doorward.stop }
}

export function portOf({ app }: Doorward): number {
  return (app.server.address() as { port: number }).port
}

/** The test plays the proxy: it may say which address somebody comes from. */
export function configOf(folder: string, settings: Record<string, string>): Config {
  const all = {
    DATA: folder,
    LISTEN: '127.0.0.1:0',
    TRUSTED_PROXIES: '127.0.0.1',
    LOG: 'silent',
    ...(settings.URL === undefined && { TRIAL: '1' }),
    ...settings,
  }
  const entries = Object.entries(all).map(([name, value]) => [`DOORWARD_${name}`, value])
  const read = readConfig(Object.fromEntries(entries))
  if ('faults' in read) throw new Error(read.faults.join('\n'))
  return read.config
}
