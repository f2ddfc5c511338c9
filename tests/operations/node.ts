import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compose } from '../../server/compose.ts'
import { configOf, portOf, type TestServer, type TestServerSettings } from '../support/server.ts'
import { testClock } from '../support/world.ts'

export interface TestNode extends TestServer {
  metricsAddress(): string | null
  /** Begins to stop; the folder goes with `stop`. */
  beginToStop(): Promise<void>
}

/** One node in this process, whatever the other tests run on: its figures are its own. */
export async function startNode({ settings = {}, overrides }: TestServerSettings = {}): Promise<TestNode> {
  const folder = mkdtempSync(join(tmpdir(), 'doorward-node-'))
  const clock = testClock(new Date('2026-05-04T08:03:00Z'))
  const doorward = await compose(configOf(folder, settings), { ...overrides, clock })
  const url = await doorward.start()
  let stopped: Promise<void> | undefined
  const beginToStop = () => {
    stopped ??= doorward.stop()
    return stopped
  }
  return {
    ...doorward,
    url,
    address: `http://127.0.0.1:${portOf(doorward)}`,
    clock,
    passwordOf: (userName) => doorward.accounts.find((account) => account.userName === userName)!.password,
    beginToStop,
    async stop() {
      await beginToStop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
