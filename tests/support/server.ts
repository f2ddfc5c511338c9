import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compose, type Doorward, type Overrides } from '../../server/compose.ts'
import { readConfig } from '../../server/config.ts'
import { type TestClock, testClock } from './world.ts'

export interface TestServer extends Pick<Doorward, 'world' | 'app' | 'accounts'> {
  /** `http://localhost:PORT` */
  url: string
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
  overrides?: Omit<Overrides, 'clock'>
}

/** The whole product in this process, on a free port, with a clock that stands still until it is moved. */
export async function startServer({
  now,
  settings,
  overrides,
}: TestServerSettings = {}): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'doorward-server-'))
  const clock = testClock(now ?? new Date('2026-05-04T08:03:00Z'))
  const doorward = await compose(configOf(folder, settings), { ...overrides, clock })
  const url = await doorward.start()
  const { world, app, accounts } = doorward
  return {
    world,
    app,
    accounts,
    url,
    clock,
    passwordOf: (userName) => accounts.find((account) => account.userName === userName)!.password,
    async stop() {
      await doorward.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The test plays the proxy: it may say which address somebody comes from. */
function configOf(folder: string, settings: Record<string, string> = {}) {
  const all = {
    DATA: folder,
    LISTEN: '127.0.0.1:0',
    TRUSTED_PROXIES: '127.0.0.1',
    LOG: 'silent',
    ...settings,
  }
  const entries = Object.entries(all).map(([name, value]) => [`DOORWARD_${name}`, value])
  const read = readConfig(Object.fromEntries(entries))
  if ('faults' in read) throw new Error(read.faults.join('\n'))
  return read.config
}
