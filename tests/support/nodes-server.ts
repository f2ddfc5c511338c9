import { join } from 'node:path'
import { compose, type Doorward } from '../../server/compose.ts'
import type { Config } from '../../server/config.ts'
import { startCatchers } from '../../server/tools/trial/catchers.ts'
import { freePort, startNginx } from './nginx.ts'
import { startSecondNode } from './nodes.ts'
import { clockForOthers } from './nodes-clock.ts'
import { createTestDatabase } from './postgres.ts'
import { configOf, portOf, type Started, type Starting } from './server.ts'

/**
 * One node in this process, whose world the test may use, one in another, and nginx before them. Keys, folder and clock are
 * shared; in trial mode the messages of both end at the first.
 */
export async function startOnTwoNodes({
  folder,
  settings,
  overrides,
  clock: own,
}: Starting): Promise<Started> {
  const database = settings.DATABASE ? undefined : await createTestDatabase()
  const clockFile = join(folder, 'clock')
  const clock = clockForOthers(own, clockFile)
  const { LISTEN = '127.0.0.1:0', ...rest } = settings
  const config = configOf(folder, { ...(database && { DATABASE: database.url }), ...rest })
  const catchers = config.publicUrl === null ? await startCatchers(clock) : undefined
  const doorward = await compose(config, { ...overrides, clock, ...(catchers && { catchers }) })
  await doorward.start()
  const port = Number(LISTEN.split(':')[1]) || (await freePort())
  const publicUrl = config.publicUrl ?? `http://localhost:${port}`
  doorward.world.publicUrl = publicUrl
  const trial = catchers ? { smtpUrl: catchers.smtpUrl, smsUrl: catchers.smsUrl, publicUrl } : null
  const second = await startSecondNode({ config, clockFile, trial })
  const nginx = await startNginx({ port, ...before(doorward, config, second.port) })
  return {
    url: publicUrl,
    address: `http://127.0.0.1:${port}`,
    doorward,
    clock,
    async stop() {
      await nginx.stop()
      await second.stop()
      await doorward.stop()
      await catchers?.close()
      await database?.drop()
    },
  }
}

/** Beside what we advise: pages read the time of the test from an answer, and the trial's messages are in the first node. */
function before(doorward: Doorward, { publicUrl }: Config, second: number) {
  const first = `127.0.0.1:${portOf(doorward)}`
  const trial = publicUrl === null ? `location /api/trial/ { proxy_pass http://${first}; }` : ''
  const nodes = [first, `127.0.0.1:${second}`] as const
  return { nodes, more: `proxy_pass_header Date; ${trial}` }
}
